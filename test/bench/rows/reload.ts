import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EditorDriver } from '../../editor/driver/editorDriver';
import { repository } from '../../editor/fixtures';
import { openEditor } from '../../editor/openEditor';
import { compare, type ComparisonResult, type Work } from '../compare';
import { loadAnew } from '../reload';
import { type BenchExtensions, withBenchExtensions } from '../shipped';

/** From the reload of a window to the first row of the jobs on the screen. */
export async function* rows(): AsyncIterable<ComparisonResult> {
  yield* await withBenchExtensions(reloadRows);
}

async function reloadRows({ ours, empty }: BenchExtensions): Promise<readonly ComparisonResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'webjobs-bench-'));
  for (let count = 0; count < 200; count++) {
    const job = join(folder, 'App_Data/jobs/triggered', `job-${String(count).padStart(3, '0')}`);
    mkdirSync(job, { recursive: true });
    writeFileSync(join(job, 'run.js'), '');
    writeFileSync(join(job, 'settings.job'), '{ "schedule": "0 0 5 * * *" }');
  }
  const windows: EditorDriver[] = [];
  const open = async (extensionPath: string, view: string, row: string): Promise<Work> => {
    const editor = await openEditor({ folder, extensionPath });
    windows.push(editor);
    await editor.openView(view);
    await editor.treeRow(row);
    return async () => {
      const startedAt = await loadAnew(editor);
      await editor.treeRow(row, 60_000);
      return performance.now() - startedAt;
    };
  };
  try {
    const name = 'reload to the tree with 200 jobs';
    const subject = await open(ours, 'WebJobs', 'job-000');
    const bars = { barsOf: 'difference', must: 300, stretch: 100 } as const;
    const constants = await open(join(repository, 'test/fixtures/extensions/constantTree'), 'Constants', 'job-000');
    const peerName = 'reload to a tree of 200 constants, by an extension with nothing else';
    // The explorer needs no extension host, which is still about to start when it is shown.
    const explorer = await open(empty, 'Explorer', 'App_Data');
    return [
      await compare({ name, subject, peer: constants, peerName, ...bars }),
      await compare({ name, subject, peer: explorer, peerName: 'reload to the explorer, with an empty extension' }),
    ];
  } finally {
    for (const each of windows) await each.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
