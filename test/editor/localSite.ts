import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { repository } from './fixtures';
import { endOnSignal } from './hostedCode/endOnSignal';

/** A local site that runs in a process of its own, as `webjobs host` serves it. */
export interface LocalSite {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** Ends the site and its jobs, and waits for it. */
  stop(): Promise<void>;
}

/** For those who wait: sites act upon changed files after half a second instead of the service's five. */
export const quickSites = { WEBJOBS_LOCAL_DEBOUNCE: '0.5' } as const;

/**
 * Serves `home` as a site on a free port; it ends with this process at the latest. `undefined` when the terminal command has not been built.
 *
 * @throws when the command ends before it listens.
 */
export async function startLocalSite(
  home: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<LocalSite | undefined> {
  const command = join(repository, 'dist/cli.js');
  if (!existsSync(command)) return undefined;
  const child = spawn(process.execPath, [command, 'host', home, '--port', '0', '--json'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Its watchdog ends the jobs.
  const killAtExit = (): void => void child.kill('SIGKILL');
  process.once('exit', killAtExit);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve())).finally(() =>
    process.off('exit', killAtExit),
  );
  const firstLine = new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve));
  const line = await Promise.race([firstLine, ended.then(() => undefined)]);
  if (line === undefined) throw new Error('The local site ended before it listened: see its message above.');
  const { url, user, password } = JSON.parse(line) as Pick<LocalSite, 'url' | 'user' | 'password'>;
  const stopNow = async (): Promise<void> => {
    child.kill('SIGTERM');
    // A second signal skips the wait for jobs that do not end; what ignores that too is not waited for any longer.
    const timers = [setTimeout(() => child.kill('SIGTERM'), 10_000), setTimeout(() => child.kill('SIGKILL'), 15_000)];
    await ended;
    for (const timer of timers) clearTimeout(timer);
    signals.dispose();
  };
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= stopNow());
  const signals = endOnSignal(stop);
  return { url, user, password, stop };
}
