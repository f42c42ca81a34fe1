import { type JobKey, isJobKind } from '../../core/jobs/job';

/** A file of a job, a log or a working copy of it, by the names on its path. */
export interface JobFilePath extends JobKey {
  /** The names below the folder that has the job's name. */
  readonly inside: readonly string[];
}

/**
 * Reads `…/jobs/{kind}/{name}/…`, in any case, with `/` or `\`: the places of sources, data and working copies alike
 * (kudu-webjobs §1), on this machine or on a site. Undefined for other paths.
 */
export function readJobFilePath(path: string): JobFilePath | undefined {
  const match = /^(?:.*[\\/])?jobs[\\/](continuous|triggered)[\\/]([^\\/]+)[\\/](.+)$/i.exec(path);
  const [, kind = '', name = '', rest = ''] = match ?? [];
  const lower = kind.toLowerCase();
  return isJobKind(lower) ? { kind: lower, name, inside: rest.split(/[\\/]+/) } : undefined;
}
