import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { repository } from './fixtures';

/** A local site that runs in a process of its own, as `webjobs host` serves it. */
export interface LocalSite {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** Ends the site and its jobs, and waits for it. */
  stop(): Promise<void>;
}

/**
 * Serves `home` as a site on a free port. `undefined` when the terminal command has not been built.
 *
 * @throws when the command ends before it listens.
 */
export async function startLocalSite(home: string): Promise<LocalSite | undefined> {
  const command = join(repository, 'dist/cli.js');
  if (!existsSync(command)) return undefined;
  const child = spawn(process.execPath, [command, 'host', home, '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const firstLine = new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve));
  const line = await Promise.race([firstLine, ended.then(() => undefined)]);
  if (line === undefined) throw new Error('The local site ended before it listened: see its message above.');
  const { url, user, password } = JSON.parse(line) as Pick<LocalSite, 'url' | 'user' | 'password'>;
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    // A second signal skips the wait for jobs that do not end; what ignores that too is not waited for any longer.
    const timers = [setTimeout(() => child.kill('SIGTERM'), 10_000), setTimeout(() => child.kill('SIGKILL'), 15_000)];
    await ended;
    for (const timer of timers) clearTimeout(timer);
  };
  return { url, user, password, stop };
}
