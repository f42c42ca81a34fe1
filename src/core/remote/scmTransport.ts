import { type Clock, delay, systemClock } from '../base/clock';
import { message, type Message } from '../base/message';
import { type Logger, silentLogger } from '../base/logger';
import { errorMessage } from '../base/userError';
import {
  errorForAnswer,
  errorForContent,
  errorForRedirect,
  errorForTimeout,
  errorForTransport,
  type FailedCall,
  RemoteError,
} from './remoteError';
import type { ScmCredential } from './scmCredential';
import { parseSiteUrl } from './siteUrl';
import { Watchdog } from './watchdog';

export interface ScmTransportOptions {
  /** Address of the SCM site; https, or http on loopback. */
  readonly url: string;
  readonly credential: ScmCredential;
  /** What journals and locks call the site; its origin by default. A site whose address changes has another name. */
  readonly siteId?: string;
  /** `name/version`; the service records it as the trigger of runs. */
  readonly userAgent?: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** A number in [0, 1), for the jitter of the back-off. */
  readonly random?: () => number;
  /** How often a repeatable request is tried altogether. */
  readonly attempts?: number;
  /** The longest silence of the site before a request counts as lost. */
  readonly silenceMs?: number;
  /** The same for requests that make the site work for long; the front end of the service gives up after 230 s. */
  readonly longSilenceMs?: number;
  /** The first pause before a repetition; it doubles each time. */
  readonly backOffMs?: number;
}

export interface ScmRequest {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** Encoded path and query below the base address; begins with `/`. */
  readonly path: string;
  /** An infinitive for messages, such as `list the jobs`. */
  readonly action: Message;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: ScmBody;
  /** Whether sending it twice does the same as sending it once. */
  readonly isRepeatable: boolean;
  /** Statuses that are an answer and not an error. */
  readonly expect: readonly number[];
  readonly signal?: AbortSignal;
  /** The request makes the site work for long before it answers. */
  readonly isLongWork?: boolean;
}

/** A request body that can be sent again. */
export interface ScmBody {
  readonly bytes: number;
  open(): AsyncIterable<Uint8Array>;
  /** Called with the bytes that have gone out in this attempt. */
  readonly onProgress?: (sentBytes: number) => void;
}

/** What a transport has sent so far; every attempt counts. */
export interface TransportStatistics {
  readonly requests: number;
  readonly uploadedBytes: number;
}

/** An answer whose body is read by the caller of {@link ScmTransport.exchange}. */
export interface ScmAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Reads the rest; the caller may do so once. */
  text(): Promise<string>;
  chunks(): AsyncIterable<Uint8Array>;
  readonly call: FailedCall;
}

const longestBackOffMs = 8_000;
const longestRetryAfterMs = 30_000;
const mostRedirects = 3;

/** Sends requests to one site: authorization, time-outs, repetition, and no credentials to any other host. */
export class ScmTransport {
  readonly baseUrl: URL;
  private readonly fetch: typeof globalThis.fetch;
  private readonly clock: Clock;
  private readonly logger: Logger;
  private requests = 0;
  private uploadedBytes = 0;

  constructor(private readonly options: ScmTransportOptions) {
    this.baseUrl = parseSiteUrl(options.url);
    this.fetch = options.fetch ?? globalThis.fetch;
    this.clock = options.clock ?? systemClock;
    this.logger = options.logger ?? silentLogger;
  }

  get statistics(): TransportStatistics {
    return { requests: this.requests, uploadedBytes: this.uploadedBytes };
  }

  /**
   * Sends a request and hands the answer to `read`, again when that is safe and promising.
   * @throws RemoteError, or the signal's reason when cancelled.
   */
  async exchange<T>(request: ScmRequest, read: (answer: ScmAnswer) => Promise<T>): Promise<T> {
    const attempts = request.isRepeatable ? (this.options.attempts ?? 4) : 1;
    let renewed = false;
    for (let attempt = 1; ; attempt++) {
      request.signal?.throwIfAborted();
      try {
        return await this.attempt(request, read);
      } catch (error) {
        request.signal?.throwIfAborted();
        if (!(error instanceof RemoteError)) throw error;
        if (error.kind === 'unauthorized' && !renewed && (await this.options.credential.renew?.())) {
          renewed = true;
          attempt--;
          continue;
        }
        if (attempt >= attempts || !isTemporary(error, attempt)) throw error;
        const pauseMs = this.pauseMs(attempt, error.retryAfterMs);
        this.logger.debug(`${request.method} ${request.path}: ${error.kind}, again in ${Math.round(pauseMs)} ms`);
        await delay(this.clock, pauseMs, request.signal);
      }
    }
  }

  private pauseMs(attempt: number, retryAfterMs: number | undefined): number {
    if (retryAfterMs !== undefined) return Math.min(retryAfterMs, longestRetryAfterMs);
    const ceilingMs = Math.min((this.options.backOffMs ?? 500) * 2 ** (attempt - 1), longestBackOffMs);
    return ceilingMs * (0.5 + 0.5 * (this.options.random ?? Math.random)());
  }

  private async attempt<T>(request: ScmRequest, read: (answer: ScmAnswer) => Promise<T>): Promise<T> {
    const call: FailedCall = { ...request, host: this.baseUrl.host };
    const { silenceMs: shortMs = 60_000, longSilenceMs = 240_000 } = this.options;
    const silenceMs = request.isLongWork ? longSilenceMs : shortMs;
    const watchdog = new Watchdog(this.clock, silenceMs, request.signal);
    try {
      const response = await this.follow(request, call, watchdog);
      watchdog.touch();
      if (!request.expect.includes(response.status)) {
        throw errorForAnswer(
          call,
          response.status,
          await readText(response, watchdog),
          retryAfter(response, this.clock),
        );
      }
      // The service answers writes with nothing or with JSON; whoever sends a page has not passed the request on.
      if (!isRead(request) && /^text\/html/i.test(response.headers.get('content-type') ?? '')) {
        throw errorForContent(call, response.status, message('a web page'));
      }
      const result = await read({
        status: response.status,
        headers: response.headers,
        text: () => readText(response, watchdog),
        chunks: () => readChunks(response, watchdog),
        call,
      });
      // An unread body would keep the connection.
      if (!response.bodyUsed) await response.body?.cancel();
      return result;
    } catch (error) {
      if (error instanceof RemoteError) throw error;
      if (watchdog.hasBarked) throw errorForTimeout(call, silenceMs);
      request.signal?.throwIfAborted();
      // Anything else that `fetch` and its streams throw is the connection; other errors come from `read` itself.
      if (isTransportFailure(error)) throw errorForTransport(call, error);
      throw error;
    } finally {
      watchdog.dispose();
    }
  }

  private async follow(request: ScmRequest, call: FailedCall, watchdog: Watchdog): Promise<Response> {
    let url = new URL(this.baseUrl.href.replace(/\/$/, '') + request.path);
    for (let redirects = 0; ; redirects++) {
      const response = await this.send(request, url, watchdog);
      const location = response.headers.get('location');
      const isRedirect = response.status >= 300 && response.status < 400 && response.status !== 304;
      if (!isRedirect || location === null || request.expect.includes(response.status)) return response;
      await response.body?.cancel();
      const target = new URL(location, url);
      if (target.origin !== url.origin || !isRead(request) || redirects >= mostRedirects) {
        throw errorForRedirect(call, response.status, target.host);
      }
      url = target;
    }
  }

  private async send(request: ScmRequest, url: URL, watchdog: Watchdog): Promise<Response> {
    const { body } = request;
    const headers = new Headers({
      ...request.headers,
      Authorization: await this.options.credential.authorization(watchdog.signal),
      'User-Agent': this.options.userAgent ?? 'webjobs',
    });
    if (body) headers.set('Content-Length', String(body.bytes));
    else if (request.method === 'POST' || request.method === 'PUT') headers.set('Content-Length', '0');
    this.requests++;
    this.logger.debug(`${request.method} ${request.path}`);
    const init: RequestInit & { duplex?: 'half' } = {
      method: request.method,
      headers,
      redirect: 'manual',
      signal: watchdog.signal,
    };
    if (body) {
      init.body = ReadableStream.from(this.sending(body, watchdog));
      init.duplex = 'half';
    }
    return await this.fetch(url, init);
  }

  private async *sending(body: ScmBody, watchdog: Watchdog): AsyncIterable<Uint8Array> {
    let sentBytes = 0;
    for await (const chunk of body.open()) {
      watchdog.touch();
      yield chunk;
      sentBytes += chunk.byteLength;
      this.uploadedBytes += chunk.byteLength;
      body.onProgress?.(sentBytes);
    }
    watchdog.touch();
  }
}

function isRead({ method }: ScmRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** Whether a later attempt may fare better. Long silences and odd answers are worth one more attempt only. */
function isTemporary(error: RemoteError, attempt: number): boolean {
  switch (error.kind) {
    case 'throttled':
    case 'unavailable':
      return true;
    case 'unreachable':
      return !/ENOTFOUND|CERT|ERR_TLS/.test(causeCode(error));
    case 'timeout':
    case 'unreadable':
      return attempt === 1;
    default:
      return false;
  }
}

function causeCode(error: RemoteError): string {
  let cause: unknown = error.cause;
  while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause;
  return cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? '') : '';
}

/** `fetch` reports lost connections as TypeError, its body streams with a code of their own. */
function isTransportFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof TypeError) return /fetch failed|terminated|network|abort/i.test(errorMessage(error));
  return error.name === 'AbortError' || code?.startsWith('UND_ERR') === true || code === 'ECONNRESET';
}

async function readText(response: Response, watchdog: Watchdog): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of readChunks(response, watchdog)) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

async function* readChunks(response: Response, watchdog: Watchdog): AsyncIterable<Uint8Array> {
  if (response.body === null) return;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    watchdog.touch();
    yield chunk;
  }
}

function retryAfter(response: Response, clock: Clock): number | undefined {
  const value = response.headers.get('retry-after');
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - clock.now();
  return Number.isFinite(ms) ? Math.max(ms, 0) : undefined;
}
