import { isAbsolute, join } from 'node:path';
import { isJobKind, type JobKind } from '../../core/jobs/job';
import { UserError } from '../../core/base/userError';
import type { Localizer } from '../localizer';

/** The problem matcher that knows when a continuous job has started; package.json contributes it. */
export const taskMatcher = '$webjob';

/** What a `webjob` task of tasks.json says. */
export interface JobTask {
  /** Absolute path of the job folder. */
  readonly folder: string;
  readonly kind: JobKind | undefined;
  /** One raw string, appended to the command line. Triggered jobs only. */
  readonly arguments: string | undefined;
}

/**
 * Reads a task's definition, whose variables are replaced.
 *
 * @param root what relative paths are relative to.
 * @throws UserError that names the member that is wrong.
 */
export function readJobTask(
  definition: Readonly<Record<string, unknown>>,
  root: string | undefined,
  l10n: Localizer,
): JobTask {
  const { job, kind, arguments: text } = definition;
  if (typeof job !== 'string' || job === '') {
    throw invalid(
      l10n.t(
        '"job" of the task is {0}. Name the folder of a job in tasks.json, such as "App_Data/jobs/continuous/worker".',
        JSON.stringify(job ?? null),
      ),
    );
  }
  if (kind !== undefined && (typeof kind !== 'string' || !isJobKind(kind))) {
    throw invalid(
      l10n.t('"kind" of the task is {0}. Use "continuous" or "triggered", or remove it.', JSON.stringify(kind)),
    );
  }
  if (text !== undefined && typeof text !== 'string') {
    throw invalid(l10n.t('"arguments" of the task is {0}. It has to be a text in quotes.', JSON.stringify(text)));
  }
  if (!isAbsolute(job) && root === undefined) {
    throw invalid(l10n.t('"job" of the task, {0}, is relative, but no folder is open. Use an absolute path.', job));
  }
  return { folder: isAbsolute(job) ? job : join(root ?? '', job), kind, arguments: text };
}

function invalid(message: string): UserError {
  return new UserError('bad-task', message);
}
