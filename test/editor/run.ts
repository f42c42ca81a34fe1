/**
 * Runs the tests in a real VS Code: first those inside its extension host, then those that use it from outside.
 *
 *   node --import tsx test/editor/run.ts [part of a file's name …]
 */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { bundleInHostTests } from './bundleInHostTests';
import { chooseEditor } from './chooseEditor';
import { extensionUnderTest, sampleWorkspace } from './fixtures';
import { ensureChromium } from './hostedCode/chromium';
import { ensureHostedCode } from './hostedCode/hostedCode';
import { makeProfile } from './hostedCode/profile';

async function main(words: readonly string[]): Promise<number> {
  const isWanted = (name: string): boolean => words.length === 0 || words.some((word) => name.includes(word));
  const inHostCode = isWanted('inHost') ? await runInHost() : 0;
  const flowsCode = await runFlows(isWanted);
  return inHostCode === 0 ? flowsCode : inHostCode;
}

async function runInHost(): Promise<number> {
  const editor = await chooseEditor(tell);
  tell(`Tests inside the editor: ${editor.reason}.`);
  const profile = await makeProfile();
  try {
    await runTests({
      vscodeExecutablePath: editor.executable,
      extensionDevelopmentPath: extensionUnderTest(),
      extensionTestsPath: await bundleInHostTests(),
      launchArgs: [sampleWorkspace, `--user-data-dir=${profile.userData}`, `--extensions-dir=${profile.extensions}`],
    });
    return 0;
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error));
    return 1;
  } finally {
    await profile.remove();
  }
}

/**
 * So many flows run at a time: each has an editor for itself, and mostly waits for what it has done to show. Where nobody
 * waits for them, one after the other strains a small machine less: `WEBJOBS_FLOW_LANES=1`.
 */
const lanes = Number(process.env.WEBJOBS_FLOW_LANES ?? 2);

/** Runs the flows. */
async function runFlows(isWanted: (name: string) => boolean): Promise<number> {
  const folder = resolve(import.meta.dirname, 'flows');
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts') && isWanted(basename(name, '.test.ts')))
    .map((name) => resolve(folder, name));
  if (files.length === 0) return 0;
  // Installed before the first test, so that no test's time-out is spent on it.
  await ensureHostedCode(tell);
  await ensureChromium(tell);
  const child = spawn(
    process.execPath,
    [
      ...['--import', './test/tools/loadTypeScript.mjs', '--test', `--test-concurrency=${lanes}`],
      ...['--test-timeout=600000', '--test-reporter=spec', ...files],
    ],
    { stdio: 'inherit' },
  );
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGTERM', forward).on('SIGINT', forward);
  return new Promise((done) => child.once('close', (code) => done(code ?? 1)));
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
