import { type IncomingMessage, request } from 'node:http';
import { systemErrorCode, UserError } from '../base/userError';
import type { HostErrorBody } from './hostApi';
import type { HostEntry } from './hostRegistry';

/** Requests to one host. They have no time limit of their own: stopping a job may take as long as its settings say. */
export class HostHttp {
  /** The value of an `Authorization` header. */
  readonly authorization: string;

  constructor(
    private readonly entry: HostEntry,
    private readonly userAgent: string,
  ) {
    this.authorization = `Basic ${Buffer.from(`${entry.user}:${entry.password}`, 'utf8').toString('base64')}`;
  }

  /** Sends `body` as JSON and reads the answer as JSON; undefined for an empty one. */
  async json(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<unknown> {
    const answer = await this.open(method, path, body, signal);
    const text = await readAll(answer);
    return text === '' ? undefined : JSON.parse(text);
  }

  /**
   * Resolves when the headers of a successful answer are there.
   *
   * @throws UserError `host-gone` without a connection, or what the host's {@link HostErrorBody} says.
   */
  async open(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<IncomingMessage> {
    let answer: IncomingMessage;
    try {
      answer = await this.send(method, path, body === undefined ? '' : JSON.stringify(body), signal);
    } catch (error) {
      if (signal?.aborted || systemErrorCode(error) === undefined) throw error;
      throw this.gone(error);
    }
    if ((answer.statusCode ?? 500) < 300) return answer;
    throw failureOf(answer.statusCode ?? 500, await readAll(answer), `${method} ${path}`);
  }

  /** The error for a host that does not answer any more. */
  gone(cause?: unknown): UserError {
    const message = `The process that runs the jobs of '${this.entry.site}' has ended. Its jobs ended with it; start them again.`;
    return new UserError('host-gone', message, { cause });
  }

  private send(method: string, path: string, text: string, signal: AbortSignal | undefined): Promise<IncomingMessage> {
    const headers = {
      Authorization: this.authorization,
      'User-Agent': this.userAgent,
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(text),
    };
    return new Promise((resolve, reject) => {
      const options = { method, headers, agent: false, ...(signal && { signal }) };
      request(new URL(path, this.entry.url), options, resolve).on('error', reject).end(text);
    });
  }
}

async function readAll(answer: IncomingMessage): Promise<string> {
  answer.setEncoding('utf8');
  let text = '';
  for await (const chunk of answer as AsyncIterable<string>) text += chunk;
  return text;
}

function failureOf(status: number, text: string, what: string): UserError {
  try {
    const { code, message } = JSON.parse(text) as Partial<HostErrorBody>;
    if (typeof code === 'string' && typeof message === 'string') return new UserError(code, message);
  } catch {
    // Not one of the host's own errors: the status is all there is.
  }
  return new UserError(`http-${status}`, `The host of the jobs answered ${what} with status ${status}.`);
}
