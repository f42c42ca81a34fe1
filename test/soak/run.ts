/**
 * Does everything at once to a site of many jobs for a given time, and kills its engine now and then. Broken invariants are
 * printed with the seed and end the run with exit code 1.
 *
 *   npm run soak [-- --seconds 60] [--jobs 50] [--seed N]
 *   npm run soak -- --faults
 *
 * With `--faults` it disturbs publishes instead: every request of a publish in every way that the tests know, of which
 * `npm test` takes a part.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { soak } from './soak';

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '60' },
      jobs: { type: 'string', default: '50' },
      faults: { type: 'boolean', default: false },
      seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    },
  });
  if (values.faults) return await disturbPublishes();
  const [seconds, jobs, seed] = [Number(values.seconds), Number(values.jobs), Number(values.seed)];
  const folder = await mkdtemp(join(tmpdir(), 'webjobs-soak-'));
  try {
    const { actions, runs, memory, problems } = await soak({ folder, seed, jobs, seconds, secondsBetweenKills: 6 });
    const done = [...actions].map(([name, count]) => `${name} ${count}`).join(', ');
    process.stdout.write(`${jobs} jobs for ${seconds} s, seed ${seed}: ${done}; ${runs} runs\n`);
    if (memory) process.stdout.write(`Memory of the last engine: ${memory.early} KiB, then ${memory.late} KiB\n`);
    for (const problem of problems) process.stdout.write(`BROKEN  ${problem}\n`);
    return problems.length === 0 ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function disturbPublishes(): Promise<number> {
  const env = { ...process.env, WEBJOBS_FAULTS: 'all' };
  const tests = spawn(process.execPath, ['test/tools/unit.mjs', 'publishFaults'], { stdio: 'inherit', env });
  const [exitCode] = (await once(tests, 'exit')) as [number | null];
  return exitCode ?? 1;
}

void main().then((exitCode) => (process.exitCode = exitCode));
