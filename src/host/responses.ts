import { ReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { ContentfulStatusCode, StatusCode } from 'hono/utils/http-status';
import { errorMessage, systemErrorCode } from '../core/base/userError';
import type { Flavor } from '../core/hostClient/hostOptions';
import type { HostRequest } from './hostContext';
import { RefusedPathError } from './pathContainment';

type Headers = Readonly<Record<string, string>>;

export function empty(request: HostRequest, status: StatusCode, headers: Headers = {}): Response {
  // A length makes clear that nothing follows, except where the protocol says so itself.
  const length: Headers = status === 204 || status === 304 ? {} : { 'Content-Length': '0' };
  return request.body(null, status, { ...length, ...headers });
}

/** Members are written in the order of `value`, which is the service's own. */
export function json(
  request: HostRequest,
  value: unknown,
  headers: Headers = {},
  status: ContentfulStatusCode = 200,
): Response {
  return jsonText(request, JSON.stringify(value), headers, status);
}

export function jsonText(
  request: HostRequest,
  text: string,
  headers: Headers = {},
  status: ContentfulStatusCode = 200,
): Response {
  return request.body(text, status, { 'Content-Type': 'application/json; charset=utf-8', ...headers });
}

export function plainText(
  request: HostRequest,
  text: string,
  status: ContentfulStatusCode,
  headers: Headers = {},
): Response {
  return request.body(text, status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers });
}

/** An error with a message of our own: an error object on Windows, plain text on Linux (kudu-webjobs §8.6, §8.13). */
export function failure(
  request: HostRequest,
  flavor: Flavor,
  status: ContentfulStatusCode,
  message: string,
  headers: Headers = {},
): Response {
  if (flavor === 'linux') return plainText(request, message, status, headers);
  return json(request, { Message: message }, headers, status);
}

/** An error made from an exception. Details are always on in the service; the stack tells nothing about this machine. */
export function exceptionFailure(
  request: HostRequest,
  flavor: Flavor,
  status: ContentfulStatusCode,
  error: unknown,
  headers: Headers = {},
): Response {
  if (flavor === 'linux') return plainText(request, errorMessage(error), status, headers);
  return json(
    request,
    {
      Message: 'An error has occurred.',
      ExceptionMessage: errorMessage(error),
      ExceptionType: exceptionType(error),
      StackTrace: '   at WebJobs.Host()',
    },
    headers,
    status,
  );
}

/** Sends a body as it comes, at the reader's pace. For HEAD the headers go alone. */
export async function stream(
  request: HostRequest,
  status: number,
  headers: Readonly<Record<string, string | number>>,
  body: Readable,
): Promise<Response> {
  const { incoming, outgoing } = request.env;
  outgoing.writeHead(status, headers);
  if (incoming.method === 'HEAD') {
    body.destroy();
    outgoing.end();
    return RESPONSE_ALREADY_SENT;
  }
  try {
    await pipeline(body, outgoing, { end: false });
    // A log that rolled over meanwhile is shorter than announced, and a client would wait for the rest.
    if (body instanceof ReadStream && body.bytesRead !== headers['Content-Length']) outgoing.destroy();
    else outgoing.end();
  } catch {
    // The status has gone out. A connection that is cut tells the client that the body is incomplete.
    outgoing.destroy();
  }
  return RESPONSE_ALREADY_SENT;
}

export { RESPONSE_ALREADY_SENT as responseAlreadySent };

function exceptionType(error: unknown): string {
  if (error instanceof RefusedPathError) return 'System.ArgumentException';
  if (systemErrorCode(error) === 'EACCES' || systemErrorCode(error) === 'EPERM')
    return 'System.UnauthorizedAccessException';
  return systemErrorCode(error) === undefined ? 'System.InvalidOperationException' : 'System.IO.IOException';
}
