import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemErrorCode } from '../../core/base/userError';
import { vfsTime } from '../etags';
import { serverPath } from '../flavor';
import type { HostContext } from '../hostContext';
import { mediaTypeOf } from '../mediaTypes';
import { containedPath, RefusedPathError } from '../pathContainment';
import { urlPathOf } from '../requestPath';
import type { SiteLocation } from '../siteFiles';

export interface FileStat {
  readonly path: string;
  readonly isFolder: boolean;
  readonly size: number;
  readonly mtimeNs: bigint;
  readonly birthtimeNs: bigint;
}

/** An entry of a folder as VFS tells it (kudu-webjobs §8.8), members in the service's order. */
export interface VfsEntry {
  readonly name: string;
  readonly size: number;
  readonly mtime: string;
  readonly crtime: string;
  readonly mime: string;
  readonly href: string;
  readonly path: string;
}

/** Undefined when there is nothing at `path`. */
export async function fileStat(path: string, options = { followLinks: true }): Promise<FileStat | undefined> {
  try {
    const found = await (options.followLinks ? stat : lstat)(path, { bigint: true });
    // Reading a named pipe or a device could wait for ever. A link itself can be asked about.
    if (!found.isDirectory() && !found.isFile() && !found.isSymbolicLink()) return undefined;
    const { mtimeNs, birthtimeNs } = found;
    return { path, isFolder: found.isDirectory(), size: Number(found.size), mtimeNs, birthtimeNs };
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT' || systemErrorCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** One level of the tree. Links that lead out of the site, or nowhere, are not part of it. */
export async function listFolder(
  host: HostContext,
  location: SiteLocation,
  segments: readonly string[],
  hrefPrefix: string,
): Promise<readonly VfsEntry[]> {
  const entry = (name: string, found: FileStat): VfsEntry => ({
    name,
    size: found.isFolder ? 0 : found.size,
    mtime: vfsTime(found.mtimeNs),
    crtime: vfsTime(found.birthtimeNs),
    mime: found.isFolder ? 'inode/directory' : mediaTypeOf(name),
    href: `${hrefPrefix}${urlPathOf([...segments, name])}${found.isFolder ? '/' : ''}`,
    path: serverPath(host.flavor, [...segments, name]),
  });
  if (location.kind === 'missing') return [];
  if (location.kind === 'virtual') return location.children.map((name) => entry(name, virtualFolder));

  const folder = await host.files.pathOf(location);
  const entries: VfsEntry[] = [];
  for (const child of await readdir(folder, { withFileTypes: true })) {
    const found = child.isSymbolicLink()
      ? await linkTarget(location.root, [...location.segments, child.name])
      : await fileStat(join(folder, child.name));
    if (found) entries.push(entry(child.name, found));
  }
  // A Windows site shows its system drive beside its folders, which recursive clients must not descend into.
  if (host.flavor === 'windows' && segments.length === 0) entries.push(systemDrive(hrefPrefix, entries[0]));
  return entries;
}

async function linkTarget(root: string, segments: readonly string[]): Promise<FileStat | undefined> {
  try {
    return await fileStat(await containedPath(root, segments));
  } catch (error) {
    if (error instanceof RefusedPathError) return undefined;
    throw error;
  }
}

const virtualFolder: FileStat = { path: '', isFolder: true, size: 0, mtimeNs: 0n, birthtimeNs: 0n };

function systemDrive(hrefPrefix: string, sibling: VfsEntry | undefined): VfsEntry {
  return {
    name: 'SystemDrive',
    size: 0,
    mtime: sibling?.mtime ?? vfsTime(0n),
    crtime: sibling?.crtime ?? vfsTime(0n),
    mime: 'inode/shortcut',
    href: `${hrefPrefix}SystemDrive/`,
    path: 'C:',
  };
}
