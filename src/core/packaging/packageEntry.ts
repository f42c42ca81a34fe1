/** One file of a job on its way into an archive or to a site. */
export interface PackageEntry {
  /** Relative to the job folder, with `/`. */
  readonly path: string;
  /** Absolute path of the file to read; for a followed link that of its target. */
  readonly file: string;
  /** Bytes. */
  readonly size: number;
  /** Last modification, whole milliseconds since 1970-01-01 UTC. */
  readonly mtimeMs: number;
  /** Unix permissions (the lower nine bits). */
  readonly mode: number;
}

/** Why a file system entry was left out although no ignore rule names it. */
export type SkipReason = 'link-outside' | 'link-loop' | 'link-broken' | 'not-a-file';

export interface SkippedEntry {
  readonly path: string;
  readonly reason: SkipReason;
}

/** What lies in a job folder. All lists are sorted by path. */
export interface CollectedFiles {
  readonly entries: readonly PackageEntry[];
  /** What the ignore rules leave out; a folder stands for everything in it and ends with `/`. */
  readonly ignored: readonly string[];
  /** What cannot be packed; worth a warning. */
  readonly skipped: readonly SkippedEntry[];
}

/** Orders paths by UTF-16 code units: the same on every machine and in every locale. */
export function comparePaths(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

/** One sentence for the user about a skipped entry. */
export function describeSkipped({ path, reason }: SkippedEntry): string {
  switch (reason) {
    case 'link-outside':
      return `${path} is left out: it links to a place outside of the job folder. Copy the target into the folder to include it.`;
    case 'link-loop':
      return `${path} is left out: it links to a folder that contains it.`;
    case 'link-broken':
      return `${path} is left out: it links to something that does not exist.`;
    case 'not-a-file':
      return `${path} is left out: it is neither a file nor a folder.`;
  }
}
