import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../src/core/base/clock';
import { silentLogger } from '../../../src/core/base/logger';
import { WebJobsEngine } from '../../../src/core/runner/webJobsEngine';
import { compare, type ComparisonResult } from '../compare';

const lineBytes = 100;

/** The output of a triggered Node job on its way into `output_log.txt`, stamped line by line, beside a bare pipe. */
export async function* rows(): AsyncIterable<ComparisonResult> {
  const home = mkdtempSync(join(tmpdir(), 'webjobs-bench-'));
  const jobsRoot = join(home, 'site', 'wwwroot', 'App_Data', 'jobs');
  const folder = join(jobsRoot, 'triggered', 'printer');
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(__dirname, '..', 'inputs', 'print-lines.mjs'), join(folder, 'lines.mjs'));
  writeFileSync(join(folder, 'run.js'), "import('./lines.mjs');\n");
  const engine = await WebJobsEngine.open({
    paths: {
      home,
      jobsRoots: [jobsRoot],
      dataFolder: join(home, 'data'),
      tempFolder: join(home, 'temp'),
      setsHome: true,
    },
    mode: 'session',
    appSettings: () => ({}),
    hostEnvironment: process.env,
    instanceId: 'bench0',
    schedulesEnabled: false,
    clock: systemClock,
    logger: silentLogger,
  });
  try {
    for (const [lines, pairs] of [
      [100_000, 7],
      [1_000_000, 3],
    ] as const) {
      const commandArguments = `--lines ${String(lines)} --length ${String(lineBytes)}`;
      yield await compare({
        name: `${lines.toLocaleString('en')} lines of ${String(lineBytes)} bytes into output_log.txt, stamped`,
        subject: async () => {
          const run = await engine.runTriggered('printer', { arguments: commandArguments, trigger: 'bench' });
          const { status } = await run.finished;
          const { size } = statSync(join(home, 'data', 'jobs', 'triggered', 'printer', run.runId, 'output_log.txt'));
          if (status !== 'Success' || size < lines * lineBytes)
            throw new Error(`The run ended as ${status}, ${String(size)} bytes.`);
        },
        peer: () => {
          execFileSync('sh', ['-c', `node run.js ${commandArguments} | cat > ../../../out.txt`], { cwd: folder });
        },
        peerName: 'node job | cat > file',
        must: 2.2,
        stretch: 1.7,
        pairs,
      });
    }
  } finally {
    await engine.close();
    rmSync(home, { recursive: true, force: true });
  }
}
