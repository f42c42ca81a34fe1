import { joined, message, type Message, verbatim } from '../base/message';
import { errorMessage, UserError } from '../base/userError';

/** What went wrong, for callers that react; {@link UserError.code} is `remote-` and this. */
export type RemoteErrorKind =
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'changed'
  | 'throttled'
  | 'rejected'
  | 'failed'
  | 'unavailable'
  | 'redirected'
  | 'unreachable'
  | 'timeout'
  | 'unreadable';

export interface RemoteErrorDetails {
  readonly kind: RemoteErrorKind;
  /** Absent when no answer arrived. */
  readonly status?: number;
  readonly method: string;
  /** Path and query, without host and credentials. */
  readonly path: string;
  /** What the service itself said, in one line; null when it said nothing. */
  readonly serviceMessage: string | null;
  /** From the `Retry-After` header. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** A failed call of a site. The message tells what was tried, the probable cause and the next step (R6). */
export class RemoteError extends UserError {
  readonly kind: RemoteErrorKind;
  readonly status: number | undefined;
  readonly method: string;
  readonly path: string;
  readonly serviceMessage: string | null;
  readonly retryAfterMs: number | undefined;

  constructor(text: Message, details: RemoteErrorDetails) {
    super(`remote-${details.kind}`, text, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = details.kind;
    this.status = details.status;
    this.method = details.method;
    this.path = details.path;
    this.serviceMessage = details.serviceMessage;
    this.retryAfterMs = details.retryAfterMs;
  }
}

/** The call that failed, as the message shows it. */
export interface FailedCall {
  /** An infinitive such as `list the jobs`. */
  readonly action: Message;
  readonly host: string;
  readonly method: string;
  readonly path: string;
}

/** The error for an answer with an unexpected status. `body` is what the service sent, in either of its error forms. */
export function errorForAnswer(call: FailedCall, status: number, body: string, retryAfterMs?: number): RemoteError {
  const serviceMessage = readServiceMessage(body);
  const { kind, cause } = explainStatus(status);
  const said =
    serviceMessage === null ? [] : [message('The site says: {text}', { text: withFullStop(serviceMessage) })];
  const { action, host } = call;
  const failed = message('Cannot {action} on {host} (HTTP {status}).', { action, host, status });
  return new RemoteError(joined([failed, ...said, cause]), {
    kind,
    status,
    method: call.method,
    path: call.path,
    serviceMessage,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/** The error for a call that got no answer, or only a part of one. */
export function errorForTransport(call: FailedCall, cause: unknown): RemoteError {
  const { reason, next } = explainTransport(rootOf(cause), call.host);
  const failed = message('Cannot {action} on {host}: {reason}.', { action: call.action, host: call.host, reason });
  return new RemoteError(joined([failed, next]), {
    kind: 'unreachable',
    method: call.method,
    path: call.path,
    serviceMessage: null,
    cause,
  });
}

export function errorForTimeout(call: FailedCall, waitedMs: number): RemoteError {
  const { action, host } = call;
  const seconds = Number((waitedMs / 1000).toFixed(1));
  return new RemoteError(
    message(
      'Cannot {action} on {host}: no answer for {seconds} s. Check the network, or whether the site is starting or overloaded, and try again.',
      { action, host, seconds },
    ),
    { kind: 'timeout', method: call.method, path: call.path, serviceMessage: null },
  );
}

export function errorForRedirect(call: FailedCall, status: number, targetHost: string): RemoteError {
  const { action, host } = call;
  return new RemoteError(
    message(
      'Cannot {action} on {host}: it redirects to {target}, and credentials are sent to no other host. Check the SCM address; a sign-in page means that basic authentication is off for this site.',
      { action, host, target: targetHost },
    ),
    { kind: 'redirected', status, method: call.method, path: call.path, serviceMessage: null },
  );
}

/** The error for an answer that is not what the service sends, for example the page of a proxy. */
export function errorForContent(call: FailedCall, status: number, what: Message): RemoteError {
  const { action, host } = call;
  return new RemoteError(
    message(
      'Cannot {action} on {host}: the answer is {what}. Check that the address is the SCM (Kudu) site, and that no proxy answers in its place.',
      { action, host, what },
    ),
    { kind: 'unreadable', status, method: call.method, path: call.path, serviceMessage: null },
  );
}

function explainStatus(status: number): { readonly kind: RemoteErrorKind; readonly cause: Message } {
  switch (status) {
    case 401:
      return {
        kind: 'unauthorized',
        cause: message(
          'The credentials are wrong or were reset, or "SCM Basic Auth Publishing Credentials" is off in the app\'s configuration. Download the publish profile again, or switch the setting on.',
        ),
      };
    case 403:
      return {
        kind: 'forbidden',
        cause: message(
          'An access restriction of the SCM site keeps this network out, the app is stopped, or the account lacks a role. Check Networking and the state of the app in the portal.',
        ),
      };
    case 404:
      return {
        kind: 'not-found',
        cause: message('It is not there (any more), or the site does not know it yet. Refresh and try again.'),
      };
    case 409:
      return {
        kind: 'conflict',
        cause: message('It is in use or in another state. Wait until the running operation has ended and try again.'),
      };
    case 412:
      return {
        kind: 'changed',
        cause: message('It was changed on the site meanwhile. Refresh and decide which version to keep.'),
      };
    case 429:
      return { kind: 'throttled', cause: message('The site gets too many requests. Wait a moment and try again.') };
    case 413:
      return {
        kind: 'rejected',
        cause: message('The upload is larger than the site accepts. Leave files out by .webjobsignore.'),
      };
    case 502:
    case 503:
    case 504:
      return {
        kind: 'unavailable',
        cause: message(
          'The site is restarting, overloaded or read-only; on Linux the WebJobs agent may not run. Try again in a minute.',
        ),
      };
    default:
      return status >= 500
        ? {
            kind: 'failed',
            cause: message(
              'The service failed; a file may be locked or the disk full. Try again, and look at the log stream of the app.',
            ),
          }
        : {
            kind: 'rejected',
            cause: message('The service does not accept the request. Check the name and the content.'),
          };
  }
}

function explainTransport(cause: unknown, host: string): { readonly reason: Message; readonly next: Message } {
  const code = cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined;
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return {
        reason: message('the host name is unknown'),
        next: message('Check the spelling of {host} and the network connection.', { host }),
      };
    case 'ECONNREFUSED':
      return {
        reason: message('the connection is refused'),
        next: message('Check the address and the port, and that the site is running.'),
      };
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return { reason: message('the connection broke off'), next: message('Check the network and try again.') };
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return {
        reason: message('the connection could not be made in time'),
        next: message('Check the network, a VPN or a firewall, and try again.'),
      };
    default:
      return code?.includes('CERT') === true || code?.startsWith('ERR_TLS') === true
        ? {
            reason: message('the certificate is not trusted ({code})', { code }),
            next: message('Check the address, or a proxy that opens encrypted connections.'),
          }
        : { reason: verbatim(errorMessage(cause)), next: message('Check the network and try again.') };
  }
}

/** `fetch` wraps what really happened. */
function rootOf(error: unknown): unknown {
  let root = error;
  while (root instanceof Error && root.cause instanceof Error) root = root.cause;
  return root;
}

/** Reads `{"Message":…}` with its details, a JSON string, or plain text (kudu-webjobs §8.6); an HTML page says nothing. */
function readServiceMessage(body: string): string | null {
  const text = body.trim();
  if (text === '' || text.startsWith('<')) return null;
  return oneLine(messageOfJson(text) ?? text);
}

function messageOfJson(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'string') return value;
    if (typeof value !== 'object' || value === null) return undefined;
    const { ExceptionMessage, Message, message } = value as Record<string, unknown>;
    return [ExceptionMessage, Message, message].find((each): each is string => typeof each === 'string' && each !== '');
  } catch {
    return undefined; // plain text is the other form
  }
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

function withFullStop(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
