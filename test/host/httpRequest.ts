import { request } from 'node:http';

/** An answer, read whole. */
export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
  readonly text: string;
  readonly json: unknown;
}

export interface HttpRequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Sends a request whose path reaches the server exactly as written, which `fetch` would tidy up first. */
export function httpRequest(
  url: string,
  method: string,
  path: string,
  options: HttpRequestOptions = {},
): Promise<HttpAnswer> {
  const { hostname, port } = new URL(url);
  const body = options.body ?? '';
  const length = method === 'GET' || method === 'HEAD' ? {} : { 'Content-Length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const outgoing = request({
      hostname,
      port,
      method,
      path,
      headers: { ...length, ...options.headers },
      agent: false,
    });
    outgoing.once('error', reject);
    outgoing.once('response', (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('error', reject);
      answer.once('end', () => {
        const bytes = Buffer.concat(chunks);
        const headers = Object.fromEntries(
          Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
        );
        resolve({
          status: answer.statusCode ?? 0,
          headers,
          bytes,
          text: bytes.toString('utf8'),
          get json(): unknown {
            return JSON.parse(bytes.toString('utf8')) as unknown;
          },
        });
      });
    });
    outgoing.end(body);
  });
}
