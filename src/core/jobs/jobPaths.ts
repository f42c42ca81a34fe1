import { isJobKind, type JobKey, type JobKind } from './job';

/** Where a path lies in a tree of jobs. */
export interface JobPlace extends JobKey {
  /** The job folder. */
  readonly jobFolder: string;
  /** The folder that holds `continuous` and `triggered`. */
  readonly jobsRoot: string;
  /** The rest of the path below the job folder, with `/`; empty for the job folder itself. */
  readonly inside: string;
}

/**
 * Finds the job that a path belongs to by the names on it alone: `…/App_Data/jobs/{kind}/{name}/…` or
 * `…/site/jobs/{kind}/{name}/…`, in any case, with `/` or `\`. The innermost such tree counts. Works for paths of the
 * disk and of URIs.
 *
 * @returns undefined for a path outside such a tree, or for the kind folder and what lies above it.
 */
export function jobPlaceOf(path: string): JobPlace | undefined {
  const segments = pathSegments(path);
  for (let index = segments.length - 1; index >= 3; index -= 1) {
    const name = segments[index];
    const kind = kindOfFolderName(segments[index - 1]?.text ?? '');
    if (name === undefined || kind === undefined || !isJobsRoot(segments.slice(0, index - 1))) continue;
    return {
      kind,
      name: name.text,
      jobFolder: path.slice(0, name.end),
      jobsRoot: path.slice(0, segments[index - 2]?.end ?? 0),
      inside: segments
        .slice(index + 1)
        .map((segment) => segment.text)
        .join('/'),
    };
  }
  return undefined;
}

/** The folder that holds `continuous` and `triggered` for a path at or below it; undefined outside such a tree. */
export function jobsRootOf(path: string): string | undefined {
  const segments = pathSegments(path);
  for (let count = segments.length; count >= 2; count -= 1) {
    if (isJobsRoot(segments.slice(0, count))) return path.slice(0, segments[count - 1]?.end ?? 0);
  }
  return undefined;
}

/** The kind that the parent folder of a job folder names; undefined when it names none. */
export function kindOfJobFolder(jobFolder: string): JobKind | undefined {
  return kindOfFolderName(pathSegments(jobFolder).at(-2)?.text ?? '');
}

/** The kind that a folder's name stands for, in any case. */
export function kindOfFolderName(name: string): JobKind | undefined {
  const lower = name.toLowerCase();
  return isJobKind(lower) ? lower : undefined;
}

/**
 * The names on a job's path that a Linux site would not find, each with the spelling that it needs: `app_data` for
 * `App_Data`, and so on (kudu-webjobs §1.1; §10.1, 26).
 */
export function misspelledFolders(jobFolder: string): readonly { readonly written: string; readonly needed: string }[] {
  const [parent, root, kind] = pathSegments(jobFolder)
    .slice(0, -1)
    .slice(-3)
    .map((segment) => segment.text);
  if (parent === undefined || root === undefined || kind === undefined) return [];
  const needed = [parent.toLowerCase() === 'app_data' ? 'App_Data' : parent.toLowerCase(), 'jobs', kind.toLowerCase()];
  return [parent, root, kind].flatMap((written, index) => {
    const right = needed[index] ?? written;
    const isRelevant =
      written.toLowerCase() === right.toLowerCase() && (index > 0 || /^(app_data|site)$/i.test(written));
    return isRelevant && written !== right ? [{ written, needed: right }] : [];
  });
}

interface Segment {
  readonly text: string;
  /** Offset of the end of this segment in the path. */
  readonly end: number;
}

function pathSegments(path: string): Segment[] {
  return [...path.matchAll(/[^/\\]+/g)].map((match) => ({ text: match[0], end: match.index + match[0].length }));
}

function isJobsRoot(segments: readonly Segment[]): boolean {
  const [parent, root] = segments.slice(-2);
  return root?.text.toLowerCase() === 'jobs' && /^(app_data|site)$/i.test(parent?.text ?? '');
}
