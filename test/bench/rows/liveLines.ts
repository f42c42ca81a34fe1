import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EditorDriver } from '../../editor/driver/editorDriver';
import { type Shop, withShop } from '../../editor/shop';
import { compare, type ComparisonResult } from '../compare';
import { mainThreadTime } from '../mainThreadTime';
import { withBenchExtensions } from '../shipped';

const triggered = 'App_Data/jobs/triggered';

/** As many as the meter appends. */
const lines = 200_000;

/** What the extension host spends on lines that are shown while a job writes them, beside a call for each line. */
export async function* rows(): AsyncIterable<ComparisonResult> {
  yield await withBenchExtensions(({ ours, meter }) =>
    withShop(
      async (shop) => {
        let jobs = 0;
        // A job for each run: a channel that is shown again does not always follow its end.
        const timeOfRun = async (count: number): Promise<number> => {
          const job = `printer-${(jobs += 1)}`;
          writeJob(shop.folder, job, count);
          await shop.editor.treeRow(job);
          const time = await hostTimeOf(shop, () => showRun(shop.editor, job));
          rmSync(join(shop.folder, triggered, job), { recursive: true });
          return time;
        };
        await shop.editor.openView('WebJobs');
        // What a run with a single line takes, a run takes beside its lines.
        return compare({
          name: 'time of the extension host for each of 200,000 lines shown live',
          subject: async () => ((await timeOfRun(lines)) - (await timeOfRun(1))) / lines,
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
  const job = join(folder, triggered, name);
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

async function showRun(editor: EditorDriver, job: string): Promise<void> {
  await editor.clickTreeAction(job, 'Run Job');
  await editor.waitForOutput(new RegExp(`── ${job}: run \\d+`), 120_000);
}

async function appendLines(editor: EditorDriver): Promise<void> {
  await editor.runCommand('Host Meter: Append Lines');
  await editor.waitForOutput('That was the last line', 120_000);
}
