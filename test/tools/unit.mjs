/**
 * Runs the unit tests, in plain Node: every `*.test.ts` under `test/` except those that need an editor.
 *
 *   node test/tools/unit.mjs [part of a path …] [-- options of node --test]
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';

const separator = process.argv.indexOf('--');
const words = process.argv.slice(2, separator === -1 ? undefined : separator);
const options = separator === -1 ? [] : process.argv.slice(separator + 1);

const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts'))
  .filter((path) => !['editor', 'fixtures', 'bench'].includes(path.split(sep)[0]))
  .map((path) => join('test', path))
  .filter((path) => words.length === 0 || words.some((word) => path.includes(word)))
  .sort();

if (files.length === 0) {
  process.stderr.write(`No test file matches ${words.join(' ')}.\n`);
  process.exit(1);
}
// Our files are loaded through `require`, and some packages that execa needs export nothing under that condition.
const loader = ['--conditions=import', '--import', './test/tools/loadTypeScript.mjs'];
// What test files share, such as bundles.
const run = mkdtempSync(join(tmpdir(), 'webjobs-run-'));
process.once('exit', () => rmSync(run, { recursive: true, force: true, maxRetries: 3 }));
const child = spawn(process.execPath, [...loader, '--test', '--test-concurrency=2', ...options, ...files], {
  stdio: 'inherit',
  env: { ...process.env, WEBJOBS_TEST_RUN: run },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)));
