import { randomBytes } from 'node:crypto';
import { closeSync, constants, openSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { type ConnectOpts, Socket, type SocketConstructorOpts } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { loadExeca } from './loadExeca';
import type { OutputSource } from './outputPump';

/** Two pipes for a process that is about to be started. */
export interface OutputPipes {
  readonly stdout: OutputPipe;
  readonly stderr: OutputPipe;
}

export interface OutputPipe extends OutputSource {
  /** What the process gets; to be closed here once it has it. */
  readonly writeEnd: number;
}

/** What a pipe of Linux holds: no read brings more. */
const readBytes = 64 * 1024;

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

/** A stream that Node made by itself, as a source. */
export function sourceOf(stream: Readable): OutputSource {
  return { stream, flow: (take) => void stream.on('data', take) };
}

function openPipe(path: string): OutputPipe {
  // Without the flag, opening would wait for somebody to open the other end.
  const readEnd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  let take: (chunk: Buffer) => void = () => undefined;
  // All reads go into one buffer: a new one for each is what costs most when a job writes much.
  const buffer = Buffer.allocUnsafeSlow(readBytes);
  const onread = {
    buffer,
    callback: (length: number): boolean => {
      take(buffer.subarray(0, length));
      return true;
    },
  };
  const options: SocketConstructorOpts & ConnectOpts = { fd: readEnd, readable: true, writable: false, onread };
  const stream = new Socket(options);
  stream.pause();
  const flow = (taker: (chunk: Buffer) => void): void => {
    take = taker;
    stream.resume();
  };
  return { writeEnd: openSync(path, constants.O_WRONLY), stream, flow };
}
