/**
 * `npm test`: installs what is missing, then checks and tests everything, also when a part of it has failed. The last line
 * is the sum of all tests.
 */
import { runCommand, runNpm } from './command.mjs';
import { installDependencies } from './dependencies.mjs';
import { endWithNpm } from './endWithNpm.mjs';
import { runLanes } from './runLanes.mjs';
import { TestTotals } from './testTotals.mjs';

endWithNpm();

const totals = new TestTotals();
const node = process.execPath;
const print = (text) => void process.stdout.write(text);

const check = (title, script, options = {}) => ({
  title,
  run: (show) => runNpm(['run', '--silent', script], { onOutput: show, quiet: true, ...options }),
});
const tests = (title, ...words) => ({
  title,
  run: (show) => {
    const onOutput = (text) => {
      totals.read(title, text);
      show(text);
    };
    return runCommand(node, words, { onOutput, quiet: true });
  },
});

// What everything else needs comes first, and shows what it does: a first installation takes a while.
const preparations = [{ title: 'Packages', run: () => installDependencies() }, check('Build', 'build')];
const yields = { yields: true };
const checks = [
  check('Type check', 'typecheck', yields),
  check('Lint', 'lint', yields),
  check('Format', 'format:check', yields),
];
const recorded = [tests('Recorded behaviour', '--import', 'tsx', 'test/vectors/runVectors.ts')];
const unit = [tests('Unit tests', 'test/tools/unit.mjs', '--', '--test-reporter=spec')];
const editor = [tests('Tests in a real VS Code', '--import', 'tsx', 'test/editor/run.ts')];

// Recorded cases wait more than they work, so that the unit tests go beside them. Beside what a person would see on the
// screen goes only what takes what is left of the machine.
let exitCode = 0;
for (const lanes of [[preparations], [recorded, unit], [editor, checks]]) {
  const code = await runLanes(lanes, { print });
  if (exitCode === 0) exitCode = code;
  // Without packages nothing runs; above 128 somebody has interrupted this.
  if ((lanes[0] === preparations && code !== 0) || code > 128) break;
}
print(`\n${totals}`);
process.exitCode = exitCode;
