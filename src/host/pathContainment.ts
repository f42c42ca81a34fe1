import { lstat, realpath } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { systemErrorCode } from '../core/base/userError';
import type { Flavor } from '../core/hostClient/hostOptions';

/** A path that leads, or may lead, out of the site. The message names the path as the client gave it. */
export class RefusedPathError extends Error {
  override readonly name = 'RefusedPathError';
}

/**
 * Splits a decoded path into names that stand for themselves: none of them climbs, is absolute, or means something
 * special to the file system. Empty parts are left out, as doubled slashes are harmless.
 */
export function containedSegments(path: string, flavor: Flavor): string[] {
  const windowsRules = flavor === 'windows' || process.platform === 'win32';
  const segments = path.split(windowsRules ? /[\\/]/ : '/').filter((segment) => segment !== '');
  for (const segment of segments) {
    const reason = refusalOf(segment, windowsRules);
    if (reason !== undefined) throw new RefusedPathError(`The path '${path}' is refused: ${reason}.`);
  }
  return segments;
}

/** Whether `name` can stand as one name in a path: of a job, or of an uploaded file. */
export function isPlainName(name: string, flavor: Flavor): boolean {
  const windowsRules = flavor === 'windows' || process.platform === 'win32';
  return name !== '' && !/[\\/]/.test(name) && refusalOf(name, windowsRules) === undefined;
}

/** Names that Windows gives to devices in every folder, with or without an extension. */
const deviceName = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)/i;

function refusalOf(segment: string, windowsRules: boolean): string | undefined {
  if (segment === '..' || segment === '.') return `'${segment}' could lead out of the site`;
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  if (/[\u0000-\u001f]/.test(segment)) return 'it contains a control character';
  if (!windowsRules) return undefined;
  // A colon names a drive or an alternate stream; the others cannot be part of a name on Windows.
  if (/[:<>"|?*]/.test(segment)) return `'${segment}' cannot be a name on a Windows site`;
  // Windows drops trailing dots and spaces, so that '.. ' would climb after all.
  if (/[. ]$/.test(segment)) return `'${segment}' ends in a dot or a space`;
  if (deviceName.test(segment)) return `'${segment}' is the name of a device on Windows`;
  return undefined;
}

/**
 * The path of `segments` below `root`, which is certain to lie inside of it also after symbolic links are followed.
 * The path itself need not exist. Links that lead outside are refused, and so are dangling ones: writing through one
 * would create its target. With `followLast: false` the last segment may be any link, for an operation on the link.
 *
 * @throws {RefusedPathError}
 */
export async function containedPath(
  root: string,
  segments: readonly string[],
  options: { readonly followLast: boolean } = { followLast: true },
): Promise<string> {
  const path = join(root, ...segments);
  if (segments.length === 0) return path;
  const checked = options.followLast ? path : dirname(path);
  if (!isInside(await realpath(root), await realPathOfExistingPart(checked, root))) {
    throw new RefusedPathError(
      `The path '${segments.join('/')}' is refused: a symbolic link in it leads out of the site.`,
    );
  }
  return path;
}

/** Whether `path` is `root` or lies below it. Both are absolute and resolved. */
export function isInside(root: string, path: string): boolean {
  const difference = relative(root, path);
  return (
    difference === '' ||
    (difference !== '..' && !difference.startsWith(`..${sep}`) && !/^([a-z]:|[\\/])/i.test(difference))
  );
}

async function realPathOfExistingPart(path: string, root: string): Promise<string> {
  for (let current = path; ; current = dirname(current)) {
    try {
      return await realpath(current);
    } catch (error) {
      const code = systemErrorCode(error);
      if (code === 'ELOOP' || code === 'ENAMETOOLONG') {
        throw new RefusedPathError(`The path '${relative(root, path)}' is refused: the file system cannot follow it.`);
      }
      if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
    }
    if (await isLink(current)) {
      throw new RefusedPathError(
        `The path '${relative(root, path)}' is refused: '${relative(root, current)}' is a dangling symbolic link.`,
      );
    }
    if (current === root) return current;
  }
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch {
    // It does not exist, which is the caller's finding already.
    return false;
  }
}
