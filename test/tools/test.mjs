/**
 * `npm test`: installs what is missing, then checks and tests everything, one thing after the other, and stops at the
 * first that fails. The last line is the sum of all tests.
 */
import { runCommand, runNpm } from './command.mjs';
import { installDependencies } from './dependencies.mjs';
import { endWithNpm } from './endWithNpm.mjs';
import { TestTotals } from './testTotals.mjs';

endWithNpm();

const totals = new TestTotals();
const counted = { onOutput: (text) => totals.read(text) };
const node = process.execPath;

const sections = [
  ['Packages', () => installDependencies()],
  ['Type check', () => runNpm(['run', '--silent', 'typecheck'])],
  ['Lint', () => runNpm(['run', '--silent', 'lint'])],
  ['Format', () => runNpm(['run', '--silent', 'format:check'])],
  ['Build', () => runNpm(['run', '--silent', 'build'])],
  ['Unit tests', () => runCommand(node, ['test/tools/unit.mjs', '--', '--test-reporter=spec'], counted)],
  ['Recorded behaviour', () => runCommand(node, ['--import', 'tsx', 'test/vectors/runVectors.ts'], counted)],
  ['Tests in a real VS Code', () => runCommand(node, ['--import', 'tsx', 'test/editor/run.ts'], counted)],
];

let exitCode = 0;
for (const [title, run] of sections) {
  const startedMs = performance.now();
  process.stdout.write(`\n=== ${title}\n`);
  exitCode = await run();
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  process.stdout.write(
    `=== ${title}: ${exitCode === 0 ? 'fine' : `failed with exit code ${exitCode}`}, ${seconds} s\n`,
  );
  if (exitCode !== 0) break;
}
process.stdout.write(`\n${totals}`);
process.exitCode = exitCode;
