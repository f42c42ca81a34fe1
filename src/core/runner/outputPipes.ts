import { randomBytes } from 'node:crypto';
import { closeSync, constants, openSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { loadExeca } from './loadExeca';

/** Two pipes for a process that is about to be started. */
export interface OutputPipes {
  readonly stdout: OutputPipe;
  readonly stderr: OutputPipe;
}

export interface OutputPipe {
  /** What the process gets; to be closed here once it has it. */
  readonly writeEnd: number;
  readonly stream: Readable;
}

/**
 * Opens real pipes for standard output and error. What Node makes by itself are sockets, and on a socket scripts fail that
 * open `/dev/stdout` or `/dev/stderr` (`echo failed > /dev/stderr`), which works in the service. Node can open named pipes
 * but not make them, so `mkfifo` does; the names are gone before the process begins.
 *
 * @param folder an existing or new folder of the engine's own.
 * @returns undefined where there are no named pipes: Windows, and some mounted folders.
 */
export async function openOutputPipes(folder: string): Promise<OutputPipes | undefined> {
  if (process.platform === 'win32') return undefined;
  const id = randomBytes(6).toString('hex');
  const paths = [join(folder, `${id}.out`), join(folder, `${id}.err`)] as const;
  const { execa } = await loadExeca();
  await mkdir(folder, { recursive: true });
  try {
    await execa('mkfifo', ['-m', '600', ...paths], { stdio: 'ignore' });
    return { stdout: openPipe(paths[0]), stderr: openPipe(paths[1]) };
  } catch {
    // Sockets then have to do: only scripts that open their standard streams by name notice.
    return undefined;
  } finally {
    for (const path of paths) rmSync(path, { force: true });
  }
}

/** Gives the write ends up, so that the process's end is the stream's end. */
export function closeWriteEnds(pipes: OutputPipes | undefined): void {
  if (!pipes) return;
  closeSync(pipes.stdout.writeEnd);
  closeSync(pipes.stderr.writeEnd);
}

function openPipe(path: string): OutputPipe {
  // Without the flag, opening would wait for somebody to open the other end.
  const readEnd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const stream = new Socket({ fd: readEnd, readable: true, writable: false });
  return { writeEnd: openSync(path, constants.O_WRONLY), stream };
}
