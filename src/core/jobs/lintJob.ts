import { decodeSettings } from './decodeSettings';
import { message } from '../base/message';
import type { CronTexts } from '../schedule/cronTexts';
import { folderProblems } from './folderProblems';
import type { JobKey } from './job';
import { type JobFiles, joinRelative } from './jobFiles';
import { type JobProblem, problemsOfFile, sortProblems, type TextProblem } from './jobProblem';
import { findJobScript, type JobScript, type RunnableScript } from './jobScript';
import { maxSettingsBytes, readSettingsText, settingsFileName, type SettingsFile } from './jobSettings';
import { scriptProblems } from './scriptProblems';
import type { SettingsContext } from './settingsContext';
import { settingsProblems } from './settingsProblems';
import { publishSettingsFileName, readVisualStudioJob, type VisualStudioJob } from './visualStudioFiles';

/** What of a job's folder does not depend on the text of its `settings.job`. */
export interface JobFolderReading {
  readonly script: JobScript;
  /** Path of `settings.job` relative to the job folder, whether the file is there or not. */
  readonly settingsPath: string;
  /** The beginning of the script, for those whose bytes can be at fault. */
  readonly scriptText: string | undefined;
  /** Paths of `settings.job` files that the service never reads. */
  readonly straySettings: readonly string[];
  /** What Visual Studio knows of the job, for a folder whose place does not tell the kind. */
  readonly visualStudio?: VisualStudioJob;
}

/** A job, read and judged: what `inspect`, `lint` and the editor are made from. */
export interface JobReading extends JobFolderReading {
  readonly settings: SettingsFile;
  /** In the order of file, line and column. */
  readonly problems: readonly JobProblem[];
}

/** Which job it is, as far as it is known. */
export interface LintedJob extends Partial<JobKey> {
  /** Path or URI path of the job folder, for the spelling of the folders above it. */
  readonly path: string;
  /** How long a run of the job usually takes, in milliseconds; undefined when too few runs are known. */
  readonly usualRunMs?: number;
}

/** The part of a script in which line ends and the first line are looked at. */
const maxScriptBytes = 1024 * 1024;

/**
 * Reads a job's folder and finds everything wrong with its script, its names and its `settings.job`. Rejects when a
 * folder or file cannot be read.
 */
export async function readJob(job: LintedJob, files: JobFiles): Promise<JobReading> {
  const folder = await readJobFolder(job, files);
  const bytes = await files.read(folder.settingsPath, maxSettingsBytes);
  return judgeJob(job, folder, readSettingsText(bytes === undefined ? '' : decodeSettings(bytes).text));
}

/** Reads a job's folder but for its `settings.job`. Rejects when a folder or file cannot be read. */
export async function readJobFolder({ kind }: LintedJob, files: JobFiles): Promise<JobFolderReading> {
  const script = await findJobScript(files);
  const visualStudio = kind === undefined ? await readPublishSettings(files) : undefined;
  return {
    script,
    settingsPath: joinRelative(script.scriptFolder, settingsFileName),
    scriptText: script.runnable ? await readScriptText(script.runCommand, files) : undefined,
    straySettings: script.runnable ? await findStraySettings(script.scriptFolder, files) : [],
    ...(visualStudio === undefined ? {} : { visualStudio }),
  };
}

/**
 * Finds everything wrong with a job whose folder was read.
 *
 * @param cronTexts language of the words for schedules inside messages; default: English.
 */
export function judgeJob(
  job: LintedJob,
  folder: JobFolderReading,
  settings: SettingsFile,
  cronTexts?: CronTexts,
): JobReading {
  const { script, settingsPath, scriptText, straySettings } = folder;
  const context = { ...settingsContextOf(job, folder), ...(cronTexts === undefined ? {} : { cronTexts }) };
  const problems = [
    // In the project that Visual Studio builds a job from, there need not be a script: it is made by the build.
    ...(folder.visualStudio === undefined ? problemsOfFile('', '', folderProblems(job, job.path, script)) : []),
    ...problemsOfFile(settingsPath, settings.document.text, settingsProblems(settings, context)),
    ...(script.runnable ? problemsOfFile(script.runCommand, scriptText ?? '', scriptProblems(script, scriptText)) : []),
    ...(script.runnable ? straySettings.flatMap((path) => problemsOfFile(path, '', [strayProblem(path, script)])) : []),
  ];
  return { ...folder, settings, problems: sortProblems(problems) };
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

/** Beyond this it is no file that Visual Studio wrote. */
const maxPublishSettingsBytes = 64 * 1024;

/** Visual Studio keeps its file in the folder `Properties` of the project. */
async function readPublishSettings(files: JobFiles): Promise<VisualStudioJob | undefined> {
  for (const folder of ['Properties', '']) {
    const path = joinRelative(folder, publishSettingsFileName);
    const bytes = await files.read(path, maxPublishSettingsBytes);
    if (bytes !== undefined) return readVisualStudioJob(decodeSettings(bytes).text);
  }
  return undefined;
}

async function readScriptText(path: string, files: JobFiles): Promise<string | undefined> {
  const bytes = /\.(cmd|bat|sh)$/i.test(path) ? await files.read(path, maxScriptBytes) : undefined;
  return bytes === undefined ? undefined : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** A `settings.job` in a subfolder of the script folder is never read (recorded case `set-loc-in-subfolder`). */
async function findStraySettings(scriptFolder: string, files: JobFiles): Promise<string[]> {
  const entries = await files.list(scriptFolder);
  const folders = entries.filter((entry) => entry.isFolder && !/^(\.git|node_modules)$/.test(entry.name));
  const found = await Promise.all(
    folders.map(async (folder) => {
      const path = joinRelative(scriptFolder, folder.name);
      // A folder without permission holds nothing that could be told.
      const inside = await files.list(path).catch(() => []);
      const isThere = inside.some((entry) => !entry.isFolder && entry.name === settingsFileName);
      return isThere ? [joinRelative(path, settingsFileName)] : [];
    }),
  );
  return found.flat();
}

function strayProblem(path: string, script: RunnableScript): TextProblem {
  const to = joinRelative(script.scriptFolder, settingsFileName);
  return {
    code: 'settings-not-read',
    severity: 'warning',
    text: message('The service does not read {path}: settings.job must lie beside {script}. Move it there.', {
      path,
      script: script.runCommand,
    }),
    range: { start: 0, end: 0 },
    fixes: [{ kind: 'rename', title: message('Move it beside {file}', { file: script.file }), from: path, to }],
  };
}
