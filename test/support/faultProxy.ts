import { createServer, type IncomingMessage, request as sendRequest, type ServerResponse } from 'node:http';
import type { TestContext } from 'node:test';
import { closeServer, listenOnLoopback } from './loopback';

/** What happens to a request instead of being passed on, or with its answer. */
export type Fault =
  /** Answers without asking the site. */
  | {
      readonly type: 'status';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Record<string, string>;
    }
  /** Closes the connection before the site hears anything. */
  | { readonly type: 'cut-before' }
  /** Closes the connection in the middle of the request's body, or before it when there is none. */
  | { readonly type: 'cut-during' }
  /** Lets the site do its work, then closes the connection without an answer. */
  | { readonly type: 'cut-after' }
  /** Never answers. */
  | { readonly type: 'silence' }
  /** A 200 with a web page. */
  | { readonly type: 'garbage' };

/** A request that came by. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The body, of uploads only. */
  body: Buffer;
}

/** A proxy in front of a site that can disturb any request. Numbers begin with 1. */
export interface FaultProxy {
  readonly url: string;
  /** Every request since the last `reset`. */
  readonly seen: readonly SeenRequest[];
  /** Decides the fate of each request; undefined passes it on. */
  disturb(decide: (n: number, request: SeenRequest) => Fault | undefined): void;
  /** Called when the n-th request arrives, before it is passed on. */
  onRequest(listener: (n: number, request: SeenRequest) => void): void;
  /** Forgets what was seen and disturbs nothing any more. */
  reset(): void;
}

/** Starts a proxy on loopback that ends with the test. */
export async function startFaultProxy(test: Pick<TestContext, 'after'>, target: string): Promise<FaultProxy> {
  const seen: SeenRequest[] = [];
  let decide: Parameters<FaultProxy['disturb']>[0] = () => undefined;
  let listener: Parameters<FaultProxy['onRequest']>[0] = () => undefined;
  const server = createServer((incoming, outgoing) => {
    const seenRequest: SeenRequest = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
      body: Buffer.alloc(0),
    };
    const n = seen.push(seenRequest);
    listener(n, seenRequest);
    incoming.on('data', (chunk: Buffer) => (seenRequest.body = Buffer.concat([seenRequest.body, chunk])));
    const fault = decide(n, seenRequest);
    if (fault === undefined || fault.type === 'cut-after') passOn(target, incoming, outgoing, fault !== undefined);
    else disturbAnswer(fault, incoming, outgoing);
  });
  const { url } = await listenOnLoopback(server);
  test.after(() => closeServer(server));
  return {
    url,
    seen,
    disturb: (chosen) => (decide = chosen),
    onRequest: (chosen) => (listener = chosen),
    reset() {
      seen.length = 0;
      decide = () => undefined;
      listener = () => undefined;
    },
  };
}

function passOn(target: string, incoming: IncomingMessage, outgoing: ServerResponse, isCut: boolean): void {
  const { method, url = '/', headers } = incoming;
  const forwarded = sendRequest(new URL(url, target), { method, headers }, (answer) => {
    if (isCut) {
      answer.resume().on('end', () => outgoing.destroy());
      return;
    }
    outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(outgoing);
  });
  forwarded.on('error', () => outgoing.destroy());
  // A client that gives up takes its request with it, as it would without a proxy.
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) forwarded.destroy();
  });
  incoming.pipe(forwarded);
}

function disturbAnswer(
  fault: Exclude<Fault, { type: 'cut-after' }>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  switch (fault.type) {
    case 'cut-before':
      incoming.socket.destroy();
      return;
    case 'cut-during':
      // The head has arrived; a body is cut at its first bytes.
      if (Number(incoming.headers['content-length'] ?? 0) === 0) incoming.socket.destroy();
      else incoming.once('data', () => incoming.socket.destroy());
      return;
    case 'silence':
      incoming.resume();
      return;
    case 'garbage':
      incoming
        .resume()
        .on('end', () => outgoing.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>proxy</html>'));
      return;
    case 'status': {
      const answer = (): unknown => outgoing.writeHead(fault.status, fault.headers).end(fault.body ?? '');
      incoming.resume().on('end', answer);
    }
  }
}
