import { isPortalName } from './folderProblems';
import type { JobKey } from './job';
import { settingsFileName } from './jobSettings';
import { extensionOf } from './scriptHosts';
import type { JobLanguage } from './templates/jobTemplate';
import { jobTemplates } from './templates/jobTemplates';
import { settingsTemplate } from './templates/settingsTemplate';

/** A job to be made. */
export interface NewJob extends JobKey {
  readonly language: JobLanguage;
  /** For a triggered job: six fields. */
  readonly schedule?: string;
}

/** A file of a new job. */
export interface NewJobFile {
  /** Relative to the job folder, with `/`. */
  readonly path: string;
  readonly text: string;
  /** Whether people expect to start it by itself; the service does not mind. */
  readonly isExecutable: boolean;
}

/** The files of a new job: a sample that runs as it is, and a `settings.job` that explains itself. */
export function newJobFiles({ kind, language, schedule }: NewJob): NewJobFile[] {
  const settings = settingsTemplate({
    kind,
    ...(kind === 'triggered' && schedule !== undefined ? { schedule } : {}),
  });
  const texts = { ...jobTemplates[language].files(kind), [settingsFileName]: settings };
  return Object.entries(texts).map(([path, text]) => ({
    path,
    // cmd misreads labels in files with other line ends.
    text: extensionOf(path) === '.cmd' ? text.replaceAll('\n', '\r\n') : text,
    isExecutable: extensionOf(path) === '.sh',
  }));
}

/** Why a name cannot be given to a new job. */
export type JobNameProblem =
  | { readonly code: 'empty' }
  /** Only letters, digits, `-` and `_`, and a letter or digit in front: what the portal accepts (kudu-webjobs §2.1). */
  | { readonly code: 'refused-character'; readonly character: string }
  | { readonly code: 'refused-start'; readonly character: string }
  /** A job of that name under either kind, in any case: two of them could not be told apart in a list of jobs. */
  | { readonly code: 'taken'; readonly by: JobKey };

/**
 * Judges the name of a new job.
 *
 * @param present the jobs beside which it is made, of both kinds.
 */
export function jobNameProblem(name: string, present: readonly JobKey[]): JobNameProblem | undefined {
  if (name === '') return { code: 'empty' };
  const character = /[^A-Za-z0-9_-]/u.exec(name)?.[0];
  if (character !== undefined) return { code: 'refused-character', character };
  if (!isPortalName(name)) return { code: 'refused-start', character: name.charAt(0) };
  const by = present.find((job) => job.name.toLowerCase() === name.toLowerCase());
  return by === undefined ? undefined : { code: 'taken', by };
}

/** A name that is free: the one proposed, or with the first number behind it that makes it so. */
export function freeJobName(proposed: string, present: readonly JobKey[]): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? proposed : `${proposed}${number}`;
    if (jobNameProblem(name, present)?.code !== 'taken') return name;
  }
}
