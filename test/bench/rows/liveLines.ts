import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EditorDriver } from '../../editor/driver/editorDriver';
import { type Shop, withShop } from '../../editor/shop';
import { compare, type ComparisonResult } from '../compare';
import { mainThreadTime } from '../mainThreadTime';
import { withBenchExtensions } from '../shipped';

/** As many as the meter appends. */
const lines = 200_000;

/** What the extension host spends on lines that are shown while a job writes them, beside a call for each line. */
export async function* rows(): AsyncIterable<ComparisonResult> {
  yield await withBenchExtensions(({ ours, meter }) =>
    withShop(
      async (shop) => {
        const known = new Set<string>();
        const timeOfRun = (job: string): Promise<number> => hostTimeOf(shop, () => showRun(shop.editor, job, known));
        writeJob(shop.folder, 'printer', lines);
        writeJob(shop.folder, 'terse', 1);
        await shop.editor.openView('WebJobs');
        // What a run with a single line takes, a run takes beside its lines.
        return compare({
          name: 'time of the extension host for each of 200,000 lines shown live',
          subject: async () => ((await timeOfRun('printer')) - (await timeOfRun('terse'))) / lines,
          peer: async () => (await hostTimeOf(shop, () => appendLines(shop.editor))) / lines,
          peerName: 'appendLine a line at a time',
          unit: 'µs',
          must: 0.1,
          stretch: 0.05,
        });
      },
      { extensionPath: ours, extensionFolders: [meter] },
    ),
  );
}

function writeJob(folder: string, name: string, count: number): void {
  const job = join(folder, 'App_Data/jobs/triggered', name);
  mkdirSync(job, { recursive: true });
  copyFileSync(join(__dirname, '../inputs/print-lines.mjs'), join(job, 'lines.mjs'));
  writeFileSync(join(job, 'run.js'), `process.argv.push('--lines', '${count}');\nimport('./lines.mjs');\n`);
}

/** Microseconds of the processor. */
async function hostTimeOf({ editor }: Shop, show: () => Promise<void>): Promise<number> {
  const pid = await editor.extensionHostPid();
  const before = mainThreadTime(pid);
  await show();
  const time = mainThreadTime(pid) - before;
  await editor.runCommand('View: Clear Output');
  return time * 1000;
}

/** @param known the runs that have ended before. */
async function showRun(editor: EditorDriver, job: string, known: Set<string>): Promise<void> {
  await editor.clickTreeAction(job, 'Run Job');
  const run = await editor.patience.until(
    `the end of a run of ${job}`,
    async () => {
      const [, id] = new RegExp(`── ${job}: run (\\d+)`).exec(await editor.outputText()) ?? [];
      return id !== undefined && !known.has(id) && id;
    },
    120_000,
  );
  known.add(run);
}

async function appendLines(editor: EditorDriver): Promise<void> {
  await editor.runCommand('Host Meter: Append Lines');
  await editor.waitForOutput('That was the last line', 120_000);
}
