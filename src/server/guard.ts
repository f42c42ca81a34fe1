import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Logger } from '../core/base/logger';

/**
 * Wraps a request handler: a crash is logged and answered with `neutral`, so that one bad document does not end the
 * server; a cancelled request is answered as the protocol wants it.
 */
export function guard<P, R>(
  name: string,
  neutral: R,
  logger: Logger,
  handle: (params: P) => R | Promise<R>,
): (params: P, token: CancellationToken) => Promise<R | ResponseError> {
  return async (params, token) => {
    if (isCancelled(token)) return cancelled();
    try {
      const result = await handle(params);
      return isCancelled(token) ? cancelled() : result;
    } catch (error) {
      logger.error(`The request ${name} failed`, error);
      return neutral;
    }
  };
}

/** A function of its own, because the answer changes while the handler runs. */
function isCancelled(token: CancellationToken): boolean {
  return token.isCancellationRequested;
}

function cancelled(): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
}
