/** An entry of a folder; `isFolder` is true for a link to a folder too. */
export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/**
 * Read access to one job's folder, wherever it lies: on the disk, in a virtual workspace or on a site. Paths are
 * relative to the job folder, with `/`; the job folder itself is the empty path.
 */
export interface JobFiles {
  /** The entries of a folder, in any order. Rejects when the folder cannot be read. */
  list(folder: string): Promise<readonly FolderEntry[]>;
  /** The content of a file, cut after `maxBytes`; undefined when there is no such file. */
  read(path: string, maxBytes: number): Promise<Uint8Array | undefined>;
}

/** Joins two relative paths, either of which may be empty. */
export function joinRelative(folder: string, name: string): string {
  return folder === '' || name === '' ? folder + name : `${folder}/${name}`;
}
