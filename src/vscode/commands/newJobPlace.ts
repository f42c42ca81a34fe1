import { type JobKind, jobKinds } from '../../core/jobs/job';
import { jobsRootOf, kindOfFolderName } from '../../core/jobs/jobPaths';

/** Where a new job can lie. Paths are those of URIs. */
export interface NewJobPlace {
  /** The folder that holds `continuous` and `triggered`; it need not exist. */
  readonly jobsRoot: string;
  /** The kind that the user pointed at. */
  readonly kind?: JobKind;
}

/**
 * The place that a folder in the explorer means: below the jobs tree that it lies in.
 *
 * @returns undefined for a folder outside such a tree.
 */
export function placeOfFolder(path: string): NewJobPlace | undefined {
  const jobsRoot = jobsRootOf(path);
  if (jobsRoot === undefined) return undefined;
  const [kindFolder = ''] = path.slice(jobsRoot.length).split('/').filter(Boolean);
  const kind = kindOfFolderName(kindFolder);
  return kind === undefined ? { jobsRoot } : { jobsRoot, kind };
}

/**
 * The places in a workspace folder: the trees of its jobs, and `App_Data/jobs` when there is none.
 *
 * @param jobFolders paths of the folders of known jobs, of any workspace folder.
 */
export function placesInWorkspaceFolder(folder: string, jobFolders: readonly string[]): NewJobPlace[] {
  const around = placeOfFolder(folder);
  if (around !== undefined) return [around];
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  const roots = jobFolders.filter((path) => path.startsWith(prefix)).map(parentOfKindFolder);
  const known = [...new Set(roots)].filter((root) => root !== undefined).sort();
  return known.length > 0 ? known.map((jobsRoot) => ({ jobsRoot })) : [{ jobsRoot: `${prefix}App_Data/jobs` }];
}

/** The folder of a kind in its present spelling; a missing one gets the service's. */
export function kindFolderName(kind: JobKind, present: readonly string[]): string {
  return present.includes(kind) ? kind : (present.find((name) => kindOfFolderName(name) === kind) ?? kind);
}

/** Kinds in the order in which they are offered: what most jobs are stands first. */
export const offeredKinds: readonly JobKind[] = jobKinds;

function parentOfKindFolder(jobFolder: string): string | undefined {
  const segments = jobFolder.split('/');
  return kindOfFolderName(segments.at(-2) ?? '') === undefined ? undefined : segments.slice(0, -2).join('/');
}
