import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import type { JobKind } from '../../../../src/core/jobs/job';
import { chooseScript } from '../../../../src/core/jobs/jobScript';
import { newJobFiles } from '../../../../src/core/jobs/newJob';
import { localCommand } from '../../../../src/core/jobs/scriptCommand';
import { type JobLanguage, jobLanguages } from '../../../../src/core/jobs/templates/jobTemplate';
import { temporaryFolder, writeTree } from '../../../support/fileTree';

const platform = process.platform === 'win32' ? 'windows' : process.platform === 'darwin' ? 'macos' : 'linux';

/** What a sample needs besides the program of its host: the program that its script starts. */
const neededPrograms: Partial<Record<JobLanguage, string>> = { java: 'java', csharp: 'dotnet' };

const runnable = jobLanguages.filter((language) => commandOf(language, 'triggered', '') !== undefined);

test('the samples of the languages that every machine for this project has are run', () => {
  assert.deepEqual(
    ['node', 'bash'].filter((language) => !runnable.includes(language as JobLanguage)),
    [],
  );
});

for (const language of runnable) {
  test(`${language}: a triggered sample runs to its end with its arguments`, async (t) => {
    const { closed, output } = await start(t, language, 'triggered', 'one two');
    const code = await closed;
    assert.equal(code, 0, output());
    assert.match(output(), /^run 202611231000001234 started with 2 arguments one two\r?\n/);
    assert.match(output(), /done\r?\n$/);
  });

  test(`${language}: a continuous sample works until its shutdown file appears, then ends by itself`, async (t) => {
    const { child, closed, output, shutdownFile } = await start(t, language, 'continuous', '');
    while (!output().includes('working')) {
      assert.equal(child.exitCode, null, output());
      await Promise.race([once(child.stdout ?? child, 'data'), closed]);
    }
    const startedMs = performance.now();
    await writeFile(shutdownFile, new Date().toISOString());
    const code = await closed;
    assert.equal(code, 0, output());
    assert.match(output(), /^sample started\r?\nworking at .+\r?\nstopped cleanly\r?\n$/);
    assert.ok(performance.now() - startedMs < 2500, 'it ends within the waiting time of the service');
  });
}

interface RunningSample {
  readonly child: ChildProcess;
  /** The exit code, once both streams have ended too. Asked for at the start: a sample can be done within milliseconds. */
  readonly closed: Promise<number | null>;
  /** Both streams so far. */
  readonly output: () => string;
  readonly shutdownFile: string;
}

/** Starts a sample as the engine does: in its folder, by the service's command line, with the service's variables. */
async function start(
  t: Parameters<typeof temporaryFolder>[0],
  language: JobLanguage,
  kind: JobKind,
  runArguments: string,
): Promise<RunningSample> {
  const folder = await temporaryFolder(t);
  const files = newJobFiles({ kind, name: 'sample', language });
  await writeTree(folder, Object.fromEntries(files.map(({ path, text }) => [`job/${path}`, text])));
  const command = commandOf(language, kind, runArguments);
  assert.ok(command);
  const shutdownFile = join(folder, 'shutdown');
  const triggered = { WEBJOBS_RUN_ID: '202611231000001234', WEBJOBS_COMMAND_ARGUMENTS: runArguments };
  const child = spawn(command.program, command.argumentText.split(' '), {
    cwd: join(folder, 'job'),
    // A job's standard input stays open and empty.
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...process.env,
      WEBJOBS_NAME: 'sample',
      WEBJOBS_TYPE: kind,
      WEBJOBS_PATH: join(folder, 'job'),
      WEBJOBS_DATA_PATH: join(folder, 'data'),
      ...(kind === 'continuous' ? { WEBJOBS_SHUTDOWN_FILE: shutdownFile } : triggered),
    },
  });
  const closed = once(child, 'close').then(([code]) => code as number | null);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (text += data.toString()));
  t.after(() => child.kill('SIGKILL'));
  return { child, closed, output: () => text, shutdownFile };
}

/** The command line on this machine; undefined when a program that the sample needs is missing. */
function commandOf(
  language: JobLanguage,
  kind: JobKind,
  runArguments: string,
): { readonly program: string; readonly argumentText: string } | undefined {
  const names = newJobFiles({ kind, name: 'sample', language }).map(({ path }) => path);
  const script = chooseScript(names.filter((path) => !path.includes('/')));
  assert.ok(script);
  const request = { host: script.host.name, file: script.file, siblings: names, platform, runArguments } as const;
  const command = localCommand(request);
  if (command.kind === 'cannotRun') return undefined;
  const needed = neededPrograms[language];
  if (needed !== undefined && !isInstalled(needed)) return undefined;
  const program = command.programs.find(isInstalled);
  return program === undefined ? undefined : { program, argumentText: command.argumentText };
}

function isInstalled(program: string): boolean {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const names = platform === 'windows' ? [program, `${program}.exe`] : [program];
  const isThere = folders.some((folder) => names.some((name) => existsSync(join(folder, name)))) || existsSync(program);
  // A launcher of a version manager can be there without what it launches.
  return isThere && spawnSync(program, ['--version'], { timeout: 30_000 }).status === 0;
}
