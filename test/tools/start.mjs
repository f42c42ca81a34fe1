/**
 * `npm start [-- --desktop]`: installs what is missing, builds, and opens VS Code with the extension and a copy of the
 * sample workspace, until Ctrl+C.
 */
import { runCommand, runNpm } from './command.mjs';
import { installDependencies } from './dependencies.mjs';
import { endWithNpm } from './endWithNpm.mjs';

endWithNpm();

const steps = [
  () => installDependencies(),
  () => runNpm(['run', '--silent', 'build']),
  () => runCommand(process.execPath, ['--import', 'tsx', 'test/editor/start.ts', ...process.argv.slice(2)]),
];
for (const step of steps) {
  process.exitCode = await step();
  if (process.exitCode !== 0) break;
}
