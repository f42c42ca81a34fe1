import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import type { Clock } from '../../core/base/clock';
import type { Disposable } from '../../core/base/disposable';

/** A port on the loopback interface behind which lies another one that may open later. */
export interface PatientRelay extends Disposable {
  readonly port: number;
  /** Where connections are passed on to; while it is undefined they wait. */
  target: number | undefined;
}

const retryMs = 50;

/** Opens a port whose connections are passed on as soon as there is a target and somebody listens there. */
export async function openPatientRelay(clock: Clock): Promise<PatientRelay> {
  const sockets = new Set<Socket>();
  const own = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.once('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  };
  const server = createServer((client) => {
    own(client);
    // What the client sends meanwhile waits in its socket.
    const dial = (): void => {
      if (client.destroyed) return;
      const again = (): void => void clock.after(retryMs, dial);
      if (relay.target === undefined) {
        again();
        return;
      }
      const listener = own(connect({ host: '127.0.0.1', port: relay.target })).once('error', again);
      listener.once('connect', () => {
        listener.off('error', again);
        if (client.destroyed) {
          listener.destroy();
          return;
        }
        client.once('close', () => listener.destroy());
        listener.once('close', () => client.destroy());
        client.pipe(listener).pipe(client);
      });
    };
    dial();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const relay: PatientRelay = {
    port: (server.address() as AddressInfo).port,
    target: undefined,
    dispose: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
  return relay;
}
