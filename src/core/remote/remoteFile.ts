import type { WireVfsEntry } from './wireTypes';

/** An entry of a folder of a site (kudu-webjobs §8.8). */
export interface RemoteEntry {
  readonly name: string;
  readonly isFolder: boolean;
  /** Bytes; 0 for folders. */
  readonly size: number;
  /** Last modification, whole milliseconds since 1970-01-01 UTC. */
  readonly mtimeMs: number;
}

/** The content of a folder. */
export interface RemoteFolder {
  readonly entries: readonly RemoteEntry[];
  /** Whether the site's file system tells `a` from `A`; undefined for an empty folder, which does not show it. */
  readonly isCaseSensitive: boolean | undefined;
}

/** Reads a folder listing; undefined when it is none. Shortcuts to other drives are left out. */
export function readFolder(body: unknown): RemoteFolder | undefined {
  if (!Array.isArray(body)) return undefined;
  const wires = body.filter((each): each is WireVfsEntry => typeof each === 'object' && each !== null);
  const entries = wires.map(readEntry).filter((entry) => entry !== undefined);
  const paths = wires.map((wire) => wire.path).filter((path) => typeof path === 'string');
  return { entries, isCaseSensitive: paths.length === 0 ? undefined : !paths.some((path) => /^[a-z]:|\\/i.test(path)) };
}

function readEntry(wire: WireVfsEntry): RemoteEntry | undefined {
  const { name, mime, size, mtime } = wire;
  const mtimeMs = typeof mtime === 'string' ? Date.parse(mtime) : NaN;
  if (typeof name !== 'string' || mime === 'inode/shortcut' || Number.isNaN(mtimeMs)) return undefined;
  // Such a name would lead a later request out of the folder.
  if (name === '' || name === '.' || name === '..' || /[/\\]/.test(name)) return undefined;
  return { name, isFolder: mime === 'inode/directory', size: typeof size === 'number' ? size : 0, mtimeMs };
}
