import { createServer, request as sendRequest } from 'node:http';
import { listenOnLoopback } from '../support/loopback';

export interface DelayedProxy {
  readonly url: string;
  close(): void;
}

/** Passes requests on to a site on this machine after a round trip's time, as many at once as come. */
export async function startDelayedProxy(target: string, delayMs: number): Promise<DelayedProxy> {
  const server = createServer((incoming, outgoing) => {
    const { method, url = '/', headers } = incoming;
    setTimeout(() => {
      const forwarded = sendRequest(new URL(url, target), { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        answer.pipe(outgoing);
      });
      forwarded.on('error', () => outgoing.destroy());
      incoming.pipe(forwarded);
    }, delayMs);
  });
  const { url } = await listenOnLoopback(server);
  return {
    url,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
