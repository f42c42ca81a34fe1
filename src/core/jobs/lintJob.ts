import { decodeSettings } from './decodeSettings';
import { folderProblems, scriptProblems } from './folderProblems';
import type { JobKey } from './job';
import { type JobFiles, joinRelative } from './jobFiles';
import { type JobProblem, problemsOfFile, sortProblems, type TextProblem } from './jobProblem';
import { findJobScript, type JobScript, type RunnableScript } from './jobScript';
import { maxSettingsBytes, readSettingsText, settingsFileName, type SettingsFile } from './jobSettings';
import { settingsProblems } from './settingsProblems';

/** What of a job's folder does not depend on the text of its `settings.job`. */
export interface JobFolderReading {
  readonly script: JobScript;
  /** Path of `settings.job` relative to the job folder, whether the file is there or not. */
  readonly settingsPath: string;
  /** The beginning of the script, for those whose bytes can be at fault. */
  readonly scriptText: string | undefined;
  /** Paths of `settings.job` files that the service never reads. */
  readonly straySettings: readonly string[];
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
}

/** The part of a script in which line ends and the first line are looked at. */
const maxScriptBytes = 1024 * 1024;

/**
 * Reads a job's folder and finds everything wrong with its script, its names and its `settings.job`. Rejects when a
 * folder or file cannot be read.
 */
export async function readJob(job: LintedJob, files: JobFiles): Promise<JobReading> {
  const folder = await readJobFolder(files);
  const bytes = await files.read(folder.settingsPath, maxSettingsBytes);
  return judgeJob(job, folder, readSettingsText(bytes === undefined ? '' : decodeSettings(bytes).text));
}

/** Reads a job's folder but for its `settings.job`. Rejects when a folder or file cannot be read. */
export async function readJobFolder(files: JobFiles): Promise<JobFolderReading> {
  const script = await findJobScript(files);
  return {
    script,
    settingsPath: joinRelative(script.scriptFolder, settingsFileName),
    scriptText: script.runnable ? await readScriptText(script.runCommand, files) : undefined,
    straySettings: script.runnable ? await findStraySettings(script.scriptFolder, files) : [],
  };
}

/** Finds everything wrong with a job whose folder was read. */
export function judgeJob(job: LintedJob, folder: JobFolderReading, settings: SettingsFile): JobReading {
  const { script, settingsPath, scriptText, straySettings } = folder;
  const host = script.runnable ? script.host.name : null;
  const context = job.kind === undefined ? { host } : { host, kind: job.kind };
  const problems = [
    ...problemsOfFile('', '', folderProblems(job, job.path, script)),
    ...problemsOfFile(settingsPath, settings.document.text, settingsProblems(settings, context)),
    ...(script.runnable ? problemsOfFile(script.runCommand, scriptText ?? '', scriptProblems(script, scriptText)) : []),
    ...(script.runnable ? straySettings.flatMap((path) => problemsOfFile(path, '', [strayProblem(path, script)])) : []),
  ];
  return { ...folder, settings, problems: sortProblems(problems) };
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
    message: `The service does not read ${path}: settings.job must lie beside ${script.runCommand}. Move it there.`,
    range: { start: 0, end: 0 },
    fixes: [{ kind: 'rename', title: `Move it beside ${script.file}`, from: path, to }],
  };
}
