import { decodeSettings } from './decodeSettings';
import type { CronTexts } from '../schedule/cronTexts';
import type { JobFiles } from './jobFiles';
import { type JobFolderReading, type LintedJob, readJobFolder } from './jobFolderReading';
import { type JobProblem, problemsOfFile, sortProblems } from './jobProblem';
import { maxSettingsBytes, readSettingsText, type SettingsFile } from './jobSettings';
import type { SettingsContext } from './settingsContext';
import { settingsProblems } from './settingsProblems';

/** A job, read and judged: what `inspect`, `lint` and the editor are made from. */
export interface JobReading extends JobFolderReading {
  readonly settings: SettingsFile;
  /** All of the job's, in the order of file, line and column. */
  readonly problems: readonly JobProblem[];
}

/**
 * Reads a job's folder and finds everything wrong with its script, its names and its `settings.job`. Rejects when a
 * folder or file cannot be read.
 */
export async function readJob(job: LintedJob, files: JobFiles): Promise<JobReading> {
  const folder = await readJobFolder(job, files);
  const bytes = await files.read(folder.settingsPath, maxSettingsBytes);
  const settings = readSettingsText(bytes === undefined ? '' : decodeSettings(bytes).text);
  return { ...folder, settings, problems: problemsOfJob(job, folder, settings) };
}

/**
 * Everything wrong with a job whose folder was read, in the order of file, line and column.
 *
 * @param cronTexts language of the words for schedules inside messages; default: English.
 */
export function problemsOfJob(
  job: LintedJob,
  folder: JobFolderReading,
  settings: SettingsFile,
  cronTexts?: CronTexts,
): JobProblem[] {
  const context = { ...settingsContextOf(job, folder), ...(cronTexts === undefined ? {} : { cronTexts }) };
  const ofSettings = problemsOfFile(folder.settingsPath, settings.document.text, settingsProblems(settings, context));
  return sortProblems([...folder.folderProblems, ...ofSettings]);
}

function settingsContextOf(
  { kind: kindOfPlace, name, usualRunMs }: LintedJob,
  { script, visualStudio }: JobFolderReading,
): SettingsContext {
  const kind = kindOfPlace ?? visualStudio?.kind;
  const host = script.runnable ? script.host.name : visualStudio === undefined ? null : undefined;
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(host === undefined ? {} : { host }),
    ...(kindOfPlace === undefined || name === undefined ? {} : { jobName: name }),
    ...(usualRunMs === undefined ? {} : { usualRunMs }),
  };
}
