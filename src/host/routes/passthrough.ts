import { type IncomingHttpHeaders, type IncomingMessage, request as httpRequest } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { HostContext, HostRequest } from '../hostContext';
import { jobNameOf } from '../jobRequests';
import { exceptionFailure, stream } from '../responses';

/** Forwards a request to the web server inside a continuous job (kudu-webjobs §8.5). Every failure is a 404. */
export async function passThrough(request: HostRequest, host: HostContext): Promise<Response> {
  try {
    const name = jobNameOf(request, host);
    const port = name === undefined ? undefined : host.engine.passthroughPort(name);
    if (port === undefined) throw new Error(`The job '${name ?? ''}' is not running.`);
    const answer = await forward(request.env.incoming, port);
    return await stream(request, answer.statusCode ?? 502, endToEnd(answer.headers) as Record<string, string>, answer);
  } catch (error) {
    return exceptionFailure(request, host.flavor, 404, error);
  }
}

function forward(incoming: IncomingMessage, port: number): Promise<IncomingMessage> {
  // What the client wrote reaches the job unchanged: path and query are cut from the raw request line.
  const path = /\/passthrough(\/[^?]*)?(\?.*)?$/s.exec(incoming.url ?? '');
  const headers = endToEnd(incoming.headers);
  delete headers.host;
  // These are the credentials of the site, not of the job.
  delete headers.authorization;
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({
      host: '127.0.0.1',
      port,
      method: incoming.method,
      path: `${path?.[1] ?? '/'}${path?.[2] ?? ''}`,
      headers,
      agent: false,
    });
    outgoing.once('response', resolve);
    outgoing.once('error', reject);
    if (incoming.method === 'GET' || incoming.method === 'HEAD') outgoing.end();
    else pipeline(incoming, outgoing).catch(reject);
  });
}

const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Headers that belong to one connection are not handed on. */
function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)));
}
