import { type ChildProcess, spawn } from 'node:child_process';
import type { TestContext } from 'node:test';

/** A terminal command that is running. */
export interface CommandProcess {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Fulfilled with the exit code once the process and its output have ended; null when a signal killed it. */
  readonly ended: Promise<number | null>;
  /** Resolves when stdout holds what `pattern` matches; rejects when the process ends without it. */
  untilStdout(pattern: RegExp): Promise<RegExpExecArray>;
}

/** Starts a Node program; it is killed when the test ends, should it still run. */
export function startCommand(
  test: Pick<TestContext, 'after'>,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): CommandProcess {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  test.after(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    child,
    stdout: () => texts.stdout,
    stderr: () => texts.stderr,
    ended,
    untilStdout: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(texts.stdout);
          if (match) resolve(match);
        };
        child.stdout.on('data', look);
        void ended.then((code) => {
          look();
          reject(new Error(`Ended with ${code} before ${pattern}: ${texts.stdout}\n${texts.stderr}`));
        });
        look();
      }),
  };
}

/** Makes programs keep what belongs to the user in `folder`, on every platform. */
export function userFolders(folder: string): NodeJS.ProcessEnv {
  return { XDG_STATE_HOME: folder, HOME: folder, LOCALAPPDATA: folder };
}
