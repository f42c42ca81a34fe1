import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyWorkspace, emptyExtension, extensionUnderTest } from '../../editor/fixtures';
import { withEditor } from '../../editor/openEditor';
import { type ComparisonResult, median } from '../compare';

const windows = 7;

/** What VS Code itself reports of an extension's start, in milliseconds: load + call + finish. */
type Activations = ReadonlyMap<string, number>;

/** Activation as VS Code reports it, in a folder with jobs, beside an empty extension in the same window. */
export async function* rows(): AsyncIterable<ComparisonResult> {
  const scratch = mkdtempSync(join(tmpdir(), 'webjobs-bench-'));
  const installed = join(scratch, 'webjobs-tests.empty-0.0.1');
  cpSync(emptyExtension, installed, { recursive: true });
  const pairs: { readonly ours: number; readonly empty: number }[] = [];
  try {
    for (let window = 0; window < windows; window++) {
      const activations = await measureWindow(installed);
      const ours = activations.get('webjobs-tools.webjobs');
      const empty = activations.get('webjobs-tests.empty');
      if (ours === undefined || empty === undefined) throw new Error('VS Code reports no activation of an extension.');
      pairs.push({ ours, empty });
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  yield {
    name: 'activation in a folder with jobs, as VS Code reports it',
    peerName: 'an empty extension in the same window',
    unit: 'ms',
    subject: median(pairs.map(({ ours }) => ours)),
    peer: median(pairs.map(({ empty }) => empty)),
    ratio: median(pairs.map(({ ours, empty }) => ours / Math.max(1, empty))),
    must: 2,
    stretch: 1.4,
  };
}

async function measureWindow(installedExtension: string): Promise<Activations> {
  const workspace = await copyWorkspace();
  try {
    return await withEditor(
      {
        folder: workspace.folder,
        extensionPath: extensionUnderTest(),
        extensionFolders: [installedExtension],
        // Only lines on the screen can be read.
        viewport: { width: 1800, height: 4000 },
      },
      async (editor) => {
        await editor.openView('WebJobs');
        await editor.treeRow('order-worker');
        await editor.runCommand('Developer: Startup Performance');
        return editor.patience.until('the activation times of both extensions', async () => {
          const activations = readActivations(await editor.editorText());
          return activations.has('webjobs-tools.webjobs') && activations.has('webjobs-tests.empty') && activations;
        });
      },
    );
  } finally {
    await workspace.remove();
  }
}

/** Rows look like `| publisher.name | eager | load | call | finish | event | by |`. */
function readActivations(report: string): Activations {
  const cells = report.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  return new Map(
    cells
      .filter((row) => /^\d+$/.test(row[3] ?? '') && row.length >= 8)
      .map((row) => [row[1] ?? '', Number(row[3]) + Number(row[4]) + Number(row[5])]),
  );
}
