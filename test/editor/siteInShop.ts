import assert from 'node:assert/strict';
import { cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EditorDriver } from './driver/editorDriver';
import { sampleWorkspace } from './fixtures';
import { type LocalSite, quickSites, startLocalSite } from './localSite';

/** A site that holds the sample jobs, and the folder it lies in. */
export interface SampleSite extends LocalSite {
  readonly home: string;
}

/** Serves a site that holds the sample jobs for the time of `use`. */
export async function withSampleSite(use: (site: SampleSite) => Promise<void>): Promise<void> {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'webjobs-site-')));
  await cp(join(sampleWorkspace, 'App_Data'), join(home, 'site/wwwroot/App_Data'), {
    recursive: true,
    preserveTimestamps: true,
  });
  const site = await startLocalSite(home, quickSites);
  assert.ok(site, 'the terminal command has been built');
  try {
    await use({ ...site, home });
  } finally {
    await site.stop();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Connects to a site by its address, as a user types it. */
export async function connectByAddress(
  editor: EditorDriver,
  { url, user, password }: Omit<LocalSite, 'stop'>,
): Promise<void> {
  await editor.runCommand('WebJobs: Connect to Site…');
  await editor.pick('Address, User and Password…');
  const answers: readonly [question: string, text: string][] = [
    ['Address of the SCM site', url],
    ['User (2/3)', user],
    ['Password (3/3)', password],
  ];
  for (const [question, text] of answers) {
    await editor.waitForText(question);
    await editor.typeInput(text);
    await editor.acceptInput();
  }
}

/** A site announces nothing and is looked at every 15 seconds; who waits for it looks sooner. */
const refreshEveryMs = 3_000;

/** Waits until the text of a row, its description included, matches, and refreshes the tree meanwhile. */
export async function untilRow(editor: EditorDriver, path: readonly string[], state: RegExp): Promise<void> {
  const row = await editor.treeRow(path);
  let lookedMs = performance.now();
  await editor.patience.until(
    `the row ${path.join(' › ')} to match ${String(state)}`,
    async () => {
      if (state.test(await row.innerText())) return true;
      if (performance.now() - lookedMs < refreshEveryMs) return false;
      await editor.runCommand('WebJobs: Refresh');
      lookedMs = performance.now();
      return false;
    },
    45_000,
  );
}
