import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import type { Clock } from '../../core/base/clock';
import type { Disposable } from '../../core/base/disposable';

/** A port on the loopback interface behind which lies another one that may open later. */
export interface PatientRelay extends Disposable {
  readonly port: number;
}

const retryMs = 50;

/**
 * Opens a port whose connections are passed on to `target` as soon as somebody listens there. For debuggers that give up at
 * the first refusal, and for listeners that take the first connection, even one that only tries, for their only client.
 */
export async function openPatientRelay(target: number, clock: Clock): Promise<PatientRelay> {
  const sockets = new Set<Socket>();
  const own = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.once('close', () => sockets.delete(socket));
  };
  const server = createServer((client) => passOn(own(client)));
  const passOn = (client: Socket): void => {
    // What the client sends meanwhile waits in its socket.
    client.on('error', () => client.destroy());
    const dial = (): void => {
      if (client.destroyed) return;
      const listener = connect({ host: '127.0.0.1', port: target });
      listener.once('error', () => clock.after(retryMs, dial));
      listener.once('connect', () => {
        own(listener)
          .removeAllListeners('error')
          .on('error', () => listener.destroy());
        client.once('close', () => listener.destroy());
        listener.once('close', () => client.destroy());
        client.pipe(listener).pipe(client);
      });
    };
    dial();
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    dispose: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
