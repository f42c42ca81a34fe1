import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DebugDriver } from '../../editor/driver/debugDriver';
import type { EditorDriver } from '../../editor/driver/editorDriver';
import { openEditor } from '../../editor/openEditor';
import { withShop } from '../../editor/shop';
import { compare, type ComparisonResult } from '../compare';
import { type BenchExtensions, withBenchExtensions } from '../shipped';

/** What somebody waits for in a window: a debugger at a breakpoint, and the tree after a reload. */
export async function* rows(): AsyncIterable<ComparisonResult> {
  yield* await withBenchExtensions(async (extensions) => [
    await firstBreakpoint(extensions),
    await reloadToTree(extensions),
  ]);
}

const launch = {
  version: '0.2.0',
  configurations: [
    { type: 'webjob', request: 'launch', name: 'As a job', job: 'App_Data/jobs/triggered/bench' },
    {
      type: 'node',
      request: 'launch',
      name: 'As a script',
      program: '${workspaceFolder}/App_Data/jobs/triggered/bench/run.js',
    },
  ],
};

async function firstBreakpoint({ ours }: BenchExtensions): Promise<ComparisonResult> {
  return withShop(
    async ({ editor, folder }) => {
      const job = join(folder, 'App_Data/jobs/triggered/bench');
      mkdirSync(job, { recursive: true });
      mkdirSync(join(folder, '.vscode'), { recursive: true });
      writeFileSync(join(job, 'run.js'), "console.log('held here');\n");
      writeFileSync(join(folder, '.vscode/launch.json'), JSON.stringify(launch));
      const debug = new DebugDriver(editor);
      await debug.setBreakpoint('bench/run.js', 'held here');
      const timeOf = async (name: string): Promise<number> => {
        await debug.startConfiguration(name);
        const startedAt = performance.now();
        await debug.stoppedLine(60_000);
        const time = performance.now() - startedAt;
        await editor.press('F5');
        await debug.ended();
        return time;
      };
      return compare({
        name: 'start of debugging to the first breakpoint, Node',
        subject: () => timeOf('As a job'),
        peer: () => timeOf('As a script'),
        peerName: 'a plain node launch of the same script',
        must: 1.5,
        stretch: 1.15,
      });
    },
    { extensionPath: ours },
  );
}

async function reloadToTree({ ours, empty }: BenchExtensions): Promise<ComparisonResult> {
  const folder = mkdtempSync(join(tmpdir(), 'webjobs-bench-'));
  for (let count = 0; count < 200; count++) {
    const job = join(folder, 'App_Data/jobs/triggered', `job-${String(count).padStart(3, '0')}`);
    mkdirSync(job, { recursive: true });
    writeFileSync(join(job, 'run.js'), '');
    writeFileSync(join(job, 'settings.job'), '{ "schedule": "0 0 5 * * *" }');
  }
  const windows: EditorDriver[] = [];
  try {
    const subject = await openEditor({ folder, extensionPath: ours });
    windows.push(subject);
    await subject.openView('WebJobs');
    await subject.treeRow('job-000');
    const peer = await openEditor({ folder, extensionPath: empty });
    windows.push(peer);
    await peer.treeRow('App_Data');
    const reload = async (editor: EditorDriver, row: string): Promise<number> => {
      const startedAt = performance.now();
      await editor.reload();
      await editor.treeRow(row, 60_000);
      return performance.now() - startedAt;
    };
    return await compare({
      name: 'reload to the tree with 200 jobs',
      subject: () => reload(subject, 'job-000'),
      peer: () => reload(peer, 'App_Data'),
      peerName: 'reload to the explorer, with an empty extension',
      barsOf: 'difference',
      must: 300,
      stretch: 100,
    });
  } finally {
    for (const each of windows) await each.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
