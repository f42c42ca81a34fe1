/**
 * `npm test`: installs what is missing, then checks and tests everything. Most of it waits more than it works, so three
 * lanes go side by side; together they end within what the longest one needs alone. The last line is the sum of all tests.
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

const check = (title, script) => ({
  title,
  run: (show) => runNpm(['run', '--silent', script], { onOutput: show, quiet: true }),
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
const lanes = [
  [tests('Tests in a real VS Code', '--import', 'tsx', 'test/editor/run.ts')],
  [
    check('Type check', 'typecheck'),
    check('Lint', 'lint'),
    check('Format', 'format:check'),
    tests('Unit tests', 'test/tools/unit.mjs', '--', '--test-reporter=spec'),
  ],
  [tests('Recorded behaviour', '--import', 'tsx', 'test/vectors/runVectors.ts')],
];

let exitCode = await runLanes([preparations], { print });
if (exitCode === 0) exitCode = await runLanes(lanes, { print });
print(`\n${totals}`);
process.exitCode = exitCode;
