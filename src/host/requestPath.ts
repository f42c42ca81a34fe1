import type { Flavor } from '../core/hostClient/hostOptions';
import { containedSegments, RefusedPathError } from './pathContainment';

/** What a request of the file routes points at. */
export interface RequestPath {
  /** Names from the site's root, decoded and safe (see {@link containedSegments}). */
  readonly segments: readonly string[];
  /** Whether the path ends in a slash, which means a folder (kudu-webjobs §8.8). */
  readonly isFolder: boolean;
}

/**
 * Reads the path behind `prefix` from the request line. It starts from the raw text because a parsed URL has already
 * resolved what looks like `..`; it is decoded exactly once, as the service does.
 *
 * @throws {RefusedPathError}
 */
export function requestPathOf(requestTarget: string, prefix: string, flavor: Flavor): RequestPath {
  const path = requestTarget.split('?', 1)[0] ?? '';
  const rest = path.slice(prefix.length);
  if (!path.startsWith(prefix) || !/^(\/|$)/.test(rest)) {
    throw new RefusedPathError(`The path '${path}' is refused: it is not written plainly.`);
  }
  return { segments: containedSegments(decodeOnce(rest), flavor), isFolder: rest.endsWith('/') };
}

/** The path part of a URL for these names. */
export function urlPathOf(segments: readonly string[]): string {
  return segments.map(encodeURIComponent).join('/');
}

/** The query of a request line, without resolving anything. */
export function queryOf(requestTarget: string): URLSearchParams {
  const start = requestTarget.indexOf('?');
  return new URLSearchParams(start === -1 ? '' : requestTarget.slice(start + 1));
}

function decodeOnce(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new RefusedPathError(`The path '${text}' is refused: it is not valid percent-encoding.`);
  }
}
