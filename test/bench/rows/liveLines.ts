import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Shop, withShop } from '../../editor/shop';
import { compare, type ComparisonResult } from '../compare';
import { processTime } from '../processTime';
import { withBenchExtensions } from '../shipped';

/** As many as the meter appends. */
const lines = 100_000;

/** What the extension host spends on lines that are shown while a job writes them, beside a call for each line. */
export async function* rows(): AsyncIterable<ComparisonResult> {
  yield await withBenchExtensions(({ ours, meter }) =>
    withShop(
      async (shop) => {
        writeJob(shop.folder);
        await shop.editor.openView('WebJobs');
        return compare({
          name: 'time of the extension host for each of 100,000 lines shown live',
          subject: () => hostTimeOf(shop, showRun),
          peer: () => hostTimeOf(shop, appendLines),
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

function writeJob(folder: string): void {
  const job = join(folder, 'App_Data/jobs/triggered/printer');
  mkdirSync(job, { recursive: true });
  copyFileSync(join(__dirname, '../inputs/print-lines.mjs'), join(job, 'lines.mjs'));
  writeFileSync(join(job, 'run.js'), `process.argv.push('--lines', '${lines}');\nimport('./lines.mjs');\n`);
}

/** Microseconds of the processor for each line. */
async function hostTimeOf({ editor }: Shop, show: (editor: Shop['editor']) => Promise<void>): Promise<number> {
  const pid = await editor.extensionHostPid();
  const before = processTime(pid);
  await show(editor);
  const time = processTime(pid) - before;
  await editor.runCommand('View: Clear Output');
  return (time * 1000) / lines;
}

async function showRun(editor: Shop['editor']): Promise<void> {
  await editor.clickTreeAction('printer', 'Run Job');
  await editor.waitForOutput(/── .*run \d+/, 120_000);
}

async function appendLines(editor: Shop['editor']): Promise<void> {
  await editor.runCommand('Host Meter: Append Lines');
  await editor.waitForOutput('That was the last line', 120_000);
}
