/**
 * Feeds the product with random input until the time is over, and prints one line for each target. A failure is printed
 * with the seed and the smallest input that shows it, and ends the run with exit code 1.
 *
 *   npm run fuzz [-- --seconds 60] [--cases 1000000] [--seed N] [--target part of a name] [--path of a failure]
 */
import { parseArgs } from 'node:util';
import { runTarget } from './fuzzTarget';
import { allTargets } from './targets/allTargets';

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '60' },
      cases: { type: 'string', default: '1000000' },
      seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
      target: { type: 'string', default: '' },
      path: { type: 'string' },
    },
  });
  const targets = allTargets().filter(({ name }) => name.includes(values.target));
  if (targets.length === 0) throw new Error(`No target's name contains ${values.target}.`);
  const seed = Number(values.seed);
  const startedAt = performance.now();
  let failures = 0;
  for (const [index, target] of targets.entries()) {
    // What an earlier target leaves of its time is shared by those that follow.
    const leftMs = Number(values.seconds) * 1000 - (performance.now() - startedAt);
    const timeLimitMs = Math.max(leftMs / (targets.length - index), 1);
    const targetStartedAt = performance.now();
    const path = values.path === undefined ? {} : { path: values.path };
    const { cases, failure } = await runTarget(target, { seed, cases: Number(values.cases), timeLimitMs, ...path });
    const seconds = ((performance.now() - targetStartedAt) / 1000).toFixed(1);
    const measured = target.measured === undefined ? '' : `; ${target.measured()}`;
    const verdict = failure === undefined ? 'fine' : 'FAILED';
    process.stdout.write(`${verdict}  ${target.name}: ${cases} cases in ${seconds} s, seed ${seed}${measured}\n`);
    if (failure !== undefined) {
      failures += 1;
      process.stdout.write(`${failure}\n`);
    }
  }
  return failures === 0 ? 0 : 1;
}

void main().then((code) => (process.exitCode = code));
