import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import { type Clock, delay } from '../../core/base/clock';
import type { Disposable } from '../../core/base/disposable';

/** A port on the loopback interface whose first client gets a connection that stands already. */
export interface ConnectionAhead extends Disposable {
  readonly port: number;
}

const retryMs = 50;

/**
 * Connects to a port of the loopback interface as soon as somebody listens there, and hands that connection on to whoever
 * comes for it. For debuggers that show a dialog when nobody listens yet, and for programs that take the first connection,
 * even one that only tries, for their only client.
 *
 * @returns undefined when `signal` was aborted before; afterwards it has no effect.
 */
export async function connectAhead(
  target: number,
  signal: AbortSignal,
  clock: Clock,
): Promise<ConnectionAhead | undefined> {
  for (;;) {
    if (signal.aborted) return undefined;
    const listener = await tryToConnect(target);
    if (listener !== undefined) return handOn(listener);
    await delay(clock, retryMs, signal).catch(() => undefined);
  }
}

function tryToConnect(port: number): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(socket)).on('error', () => resolve(undefined));
  });
}

/** What the listener says meanwhile waits in its socket. */
async function handOn(listener: Socket): Promise<ConnectionAhead> {
  const server = createServer((client) => {
    server.close();
    client.on('error', () => client.destroy()).once('close', () => listener.destroy());
    if (listener.destroyed) client.destroy();
    else listener.once('close', () => client.destroy());
    client.pipe(listener).pipe(client);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    dispose: () => {
      server.close();
      listener.destroy();
    },
  };
}
