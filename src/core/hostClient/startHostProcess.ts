import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { errorMessage, UserError } from '../base/userError';
import type { HostAnnouncement, HostOptions } from './hostOptions';

export interface StartHostProcessOptions {
  readonly hostOptions: HostOptions;
  /** Path of the bundle `host.js`. */
  readonly hostProgram: string;
  readonly environment: Readonly<NodeJS.ProcessEnv>;
  /** Where the host's stderr goes. */
  readonly logPath: string;
  readonly signal?: AbortSignal;
}

/**
 * Starts a host in the background and resolves when some host serves the site: this one, or another one that was faster.
 * The host outlives this process and ends by itself when nobody connects.
 *
 * @throws UserError with the host's own reason, or `host-failed`.
 */
export async function startHostProcess(options: StartHostProcessOptions): Promise<void> {
  const { child, stdout } = launch(options);
  try {
    const announcement = await firstAnnouncement(child, stdout, options);
    if (announcement.state === 'failed') throw new UserError(announcement.code, announcement.message);
  } finally {
    stdout.destroy();
    child.unref();
  }
}

function launch({ hostOptions, hostProgram, environment, logPath }: StartHostProcessOptions): {
  readonly child: ChildProcess;
  readonly stdout: Readable;
} {
  const log = openSync(logPath, 'w', 0o600);
  try {
    const child = spawn(process.execPath, [hostProgram, JSON.stringify(hostOptions)], {
      // In the editor this program is not Node by itself.
      env: process.versions.electron === undefined ? environment : { ...environment, ELECTRON_RUN_AS_NODE: '1' },
      // A folder that everybody has, and that nobody wants to delete while the host lives.
      cwd: tmpdir(),
      // What ends the client, Ctrl+C for one, is not meant for a host that others share.
      detached: true,
      windowsHide: true,
      stdio: ['ignore', 'pipe', log],
    });
    return { child, stdout: child.stdout ?? Readable.from([]) };
  } finally {
    closeSync(log);
  }
}

function firstAnnouncement(
  child: ChildProcess,
  stdout: Readable,
  { logPath, signal }: StartHostProcessOptions,
): Promise<HostAnnouncement> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => reject(hostFailed(reason, logPath));
    // The host that was started ends by itself when nobody comes.
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    child.once('error', (error) => fail(errorMessage(error)));
    const lines = createInterface({ input: stdout });
    lines.once('line', (line) => {
      try {
        resolve(JSON.parse(line) as HostAnnouncement);
      } catch {
        fail(`it wrote '${line.slice(0, 200)}'`);
      }
    });
    lines.once('close', () => {
      // The last line may still be under way when the process has ended, so that the stream's end decides.
      child.once('exit', (code, killedBy) => fail(`it ended with ${killedBy ?? `exit code ${code}`}`));
      if (child.exitCode !== null || child.signalCode !== null)
        fail(`it ended with ${child.signalCode ?? `exit code ${child.exitCode}`}`);
    });
  });
}

function hostFailed(reason: string, logPath: string): UserError {
  const lastLines = lastLinesOf(logPath);
  const log = lastLines === '' ? '' : ` Its last words, from '${logPath}':\n${lastLines}`;
  return new UserError('host-failed', `The process that runs the jobs could not be started: ${reason}.${log}`);
}

function lastLinesOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim().split('\n').slice(-20).join('\n');
  } catch {
    // Without a log there are no last words.
    return '';
  }
}
