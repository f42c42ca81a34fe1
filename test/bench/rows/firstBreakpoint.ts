import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DebugDriver } from '../../editor/driver/debugDriver';
import { withShop } from '../../editor/shop';
import { compare, type ComparisonResult } from '../compare';
import { withBenchExtensions } from '../shipped';

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

/** From the start of debugging to the first breakpoint. */
export async function* rows(): AsyncIterable<ComparisonResult> {
  yield await withBenchExtensions(({ ours }) =>
    withShop(
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
    ),
  );
}
