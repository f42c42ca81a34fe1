import { decodeSettings } from './decodeSettings';
import { folderProblems } from './folderProblems';
import type { JobKey } from './job';
import { type JobFiles, joinRelative } from './jobFiles';
import { type JobProblem, problemsOfFile, sortProblems } from './jobProblem';
import { findJobScript, type JobScript, type RunnableScript } from './jobScript';
import { settingsFileName } from './jobSettings';
import { publishSettingsFileName } from './projectFiles';
import { scriptProblems } from './scriptProblems';
import { straySettingsProblems } from './strayProblems';
import { readVisualStudioJob, type VisualStudioJob } from './visualStudioFiles';

/** What of a job's folder does not depend on the text of its `settings.job`. */
export interface JobFolderReading {
  readonly script: JobScript;
  /** Path of `settings.job` relative to the job folder, whether the file is there or not. */
  readonly settingsPath: string;
  /** What Visual Studio knows of the job, for a folder whose place does not tell the kind. */
  readonly visualStudio?: VisualStudioJob;
  /** What is wrong with names, with the script, and with files that the service never reads; in the order of files. */
  readonly folderProblems: readonly JobProblem[];
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

/** Reads a job's folder but for its `settings.job`. Rejects when a folder or file cannot be read. */
export async function readJobFolder(job: LintedJob, files: JobFiles): Promise<JobFolderReading> {
  const script = await findJobScript(files);
  const visualStudio = job.kind === undefined ? await readPublishSettings(files) : undefined;
  return {
    script,
    settingsPath: joinRelative(script.scriptFolder, settingsFileName),
    ...(visualStudio === undefined ? {} : { visualStudio }),
    folderProblems: sortProblems([
      // In the project that Visual Studio builds a job from, there need not be a script: it is made by the build.
      ...(visualStudio === undefined ? problemsOfFile('', '', folderProblems(job, job.path, script)) : []),
      ...(script.runnable ? await problemsOfScript(script, files) : []),
      ...(script.runnable ? await straySettingsProblems(script, files) : []),
    ]),
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

/** Only scripts whose bytes can be at fault are read. */
async function problemsOfScript(script: RunnableScript, files: JobFiles): Promise<JobProblem[]> {
  const path = script.runCommand;
  const bytes = /\.(cmd|bat|sh)$/i.test(path) ? await files.read(path, maxScriptBytes) : undefined;
  const text = bytes === undefined ? undefined : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return problemsOfFile(path, text ?? '', scriptProblems(script, text));
}
