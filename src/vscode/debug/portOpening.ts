import { connect } from 'node:net';
import { type Clock, delay } from '../../core/base/clock';

const retryMs = 100;

/**
 * Waits until somebody listens on a port of the loopback interface: a program that a script starts some time later, or an
 * interpreter that loads its debugger first. Nothing announces that, so it is tried again and again.
 *
 * @returns false when `signal` was aborted before.
 */
export async function portOpens(port: number, signal: AbortSignal, clock: Clock): Promise<boolean> {
  while (!signal.aborted) {
    if (await isOpen(port)) return true;
    await delay(clock, retryMs, signal).catch(() => undefined);
  }
  return false;
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const answer = (isOpen: boolean) => (): void => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', answer(true)).once('error', answer(false));
  });
}
