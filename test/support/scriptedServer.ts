import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { TestContext } from 'node:test';
import { closeServer, listenOnLoopback } from './loopback';

/** A request that a {@link ScriptedServer} got. */
export interface ScriptedRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What to answer; a function may do as it likes with the connection. */
export type ScriptedAnswer =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Text, or an object that is sent as JSON. */
      readonly body?: unknown;
    }
  | ((request: ScriptedRequest, response: ServerResponse) => void);

/** A small HTTP server that plays answers in turn; the last one is repeated. */
export interface ScriptedServer {
  readonly url: string;
  readonly requests: readonly ScriptedRequest[];
}

/** Starts a server on loopback that ends with the test. */
export async function startScriptedServer(
  test: Pick<TestContext, 'after'>,
  answers: readonly ScriptedAnswer[],
): Promise<ScriptedServer> {
  const requests: ScriptedRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    let body = '';
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming;
      const request = { method, path: url, headers, body };
      const answer = answers[Math.min(requests.push(request), answers.length) - 1];
      if (typeof answer === 'function') answer(request, outgoing);
      else {
        outgoing.writeHead(answer?.status ?? 500, answer?.headers);
        outgoing.end(typeof answer?.body === 'string' ? answer.body : answer?.body && JSON.stringify(answer.body));
      }
    });
  });
  const { url } = await listenOnLoopback(server);
  test.after(() => closeServer(server));
  return { url, requests };
}
