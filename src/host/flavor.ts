import type { Flavor } from '../core/hostClient/hostOptions';

/** The line break of the server's platform, as it shows in `detailed_status`. */
export function lineBreak(flavor: Flavor): string {
  return flavor === 'windows' ? '\r\n' : '\n';
}

/** Joins the parts of a relative path with the server's separator. */
export function serverRelativePath(flavor: Flavor, segments: readonly string[]): string {
  return segments.join(flavor === 'windows' ? '\\' : '/');
}

/** The absolute path that the service would show for a file of the site, whatever the folder is called on this machine. */
export function serverPath(flavor: Flavor, segments: readonly string[]): string {
  return serverRelativePath(flavor, [flavor === 'windows' ? 'C:\\home' : '/home', ...segments]);
}
