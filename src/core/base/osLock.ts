import { createHash } from 'node:crypto';
import { closeSync, constants, mkdirSync, openSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { dirname } from 'node:path';
import type { Disposable } from './disposable';
import { systemErrorCode } from './userError';

/** A lock that is held until it is disposed of or its process ends, in whatever way. */
export type OsLock = Disposable;

/**
 * Takes the lock that `path` names, or tells `undefined` when it is taken, by this process or another one. `path` is an
 * absolute path; the same text names the same lock for every process of this machine. Only macOS creates a file there.
 *
 * The operating system releases the lock when its holder is killed, which a file with a process id in it cannot promise.
 * There is no common primitive in Node, so each platform uses what it has:
 * - Linux: an abstract Unix socket, which lives and dies with its owner and leaves no file;
 * - Windows: a named pipe, whose first instance only one process can create;
 * - macOS: a file opened with `O_EXLOCK`; a Unix socket there is a file that outlives its owner.
 */
export function tryAcquireOsLock(path: string): Promise<OsLock | undefined> {
  return process.platform === 'darwin' ? Promise.resolve(tryLockFile(path)) : tryListen(socketName(path));
}

/** Whether any process, this one included, holds the lock that `path` names. */
export function isOsLockHeld(path: string): Promise<boolean> {
  if (process.platform === 'darwin') {
    const lock = tryLockFile(path);
    lock?.dispose();
    return Promise.resolve(lock === undefined);
  }
  return new Promise((resolve) => {
    const socket = connect(socketName(path));
    const answer = (isHeld: boolean): void => {
      socket.destroy();
      resolve(isHeld);
    };
    // A holder that is too busy to accept still holds the lock: only a refused connection says that nobody does.
    socket.once('connect', () => answer(true));
    socket.once('error', (error) => answer(!['ECONNREFUSED', 'ENOENT'].includes(systemErrorCode(error) ?? '')));
  });
}

function tryListen(name: string): Promise<OsLock | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error) => {
      if (systemErrorCode(error) === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(name, () => {
      // A lock is no reason to stay alive.
      server.unref();
      resolve({ dispose: () => server.close() });
    });
  });
}

/** Names of sockets are short (108 bytes on Linux), so that a path goes in as its hash. */
function socketName(path: string): string {
  const id = createHash('sha256').update(path).digest('hex').slice(0, 32);
  return process.platform === 'win32' ? `\\\\.\\pipe\\webjobs-${id}` : `\0webjobs-${id}`;
}

/** Flag of open(2) on macOS that Node does not name: lock the file, for this open handle alone. */
const exclusiveLockFlag = 0x20;

function tryLockFile(path: string): OsLock | undefined {
  mkdirSync(dirname(path), { recursive: true });
  try {
    const flags = constants.O_RDWR | constants.O_CREAT | constants.O_NONBLOCK | exclusiveLockFlag;
    const handle = openSync(path, flags, 0o600);
    return { dispose: () => closeSync(handle) };
  } catch (error) {
    if (systemErrorCode(error) === 'EAGAIN') return undefined;
    throw error;
  }
}
