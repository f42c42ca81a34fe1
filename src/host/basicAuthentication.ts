import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** Credentials nobody can guess, for a host that is given none. */
export function randomCredentials(): Credentials {
  return { user: 'webjobs', password: randomBytes(32).toString('base64url') };
}

/** Lets a request pass only with these credentials, whatever its route. */
export function requireCredentials({ user, password }: Credentials): MiddlewareHandler {
  const expected = digest(Buffer.from(`${user}:${password}`, 'utf8'));
  return async (context, next) => {
    const header = context.req.header('Authorization') ?? '';
    const given = /^basic +([a-z0-9+/=]+)$/i.exec(header.trim())?.[1] ?? '';
    // Digests have one length, so that the comparison takes the same time for every guess.
    if (timingSafeEqual(digest(Buffer.from(given, 'base64')), expected)) return next();
    return context.text('Unauthorized: send the user name and password of this site as basic authentication.', 401, {
      'WWW-Authenticate': 'Basic realm="WebJobs local site", charset="UTF-8"',
    });
  };
}

/**
 * Refuses what a web page of another origin makes a browser send. A browser that was once given the credentials would
 * add them to such a request by itself.
 */
export const refuseForeignPages: MiddlewareHandler = async (context, next) => {
  const site = context.req.header('Sec-Fetch-Site');
  if (site === undefined || site === 'same-origin' || site === 'none') return next();
  return context.text('Forbidden: requests of web pages from other origins are not answered.', 403);
};

function digest(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
