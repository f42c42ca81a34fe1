import { decodeSettings } from './decodeSettings';
import { folderProblems, scriptProblems } from './folderProblems';
import type { JobKey } from './job';
import { type JobFiles, joinRelative } from './jobFiles';
import { type JobProblem, problemsOfFile, sortProblems } from './jobProblem';
import { findJobScript, type JobScript } from './jobScript';
import { maxSettingsBytes, readSettingsText, settingsFileName, type SettingsFile } from './jobSettings';
import { settingsProblems } from './settingsProblems';

/** A job's folder, read once: what `inspect`, `lint` and the editor are made from. */
export interface JobReading {
  readonly script: JobScript;
  readonly settings: SettingsFile;
  /** Path of `settings.job` relative to the job folder, whether the file is there or not. */
  readonly settingsPath: string;
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
  const script = await findJobScript(files);
  const settingsPath = joinRelative(script.scriptFolder, settingsFileName);
  const bytes = await files.read(settingsPath, maxSettingsBytes);
  const text = bytes === undefined ? '' : decodeSettings(bytes).text;
  const settings = readSettingsText(text);
  const host = script.runnable ? script.host.name : null;
  const context = job.kind === undefined ? { host } : { host, kind: job.kind };

  const problems = [
    ...problemsOfFile('', '', folderProblems(job, job.path, script)),
    ...problemsOfFile(settingsPath, text, settingsProblems(settings, context)),
    ...(script.runnable ? await problemsOfScript(script, files) : []),
    ...(await strayFileProblems(script, files)),
  ];
  return { script, settings, settingsPath, problems: sortProblems(problems) };
}

async function problemsOfScript(script: JobScript & { runnable: true }, files: JobFiles): Promise<JobProblem[]> {
  const isText = /\.(cmd|bat|sh)$/i.test(script.file);
  const bytes = isText ? await files.read(script.runCommand, maxScriptBytes) : undefined;
  const text = bytes === undefined ? undefined : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return problemsOfFile(script.runCommand, text ?? '', scriptProblems(script, text));
}

/** A `settings.job` in a subfolder of the script folder is never read (recorded case `set-loc-in-subfolder`). */
async function strayFileProblems(script: JobScript, files: JobFiles): Promise<JobProblem[]> {
  if (!script.runnable) return [];
  const entries = await files.list(script.scriptFolder);
  const folders = entries.filter((entry) => entry.isFolder && !/^(\.git|node_modules)$/.test(entry.name));
  const found = await Promise.all(
    folders.map(async (folder) => {
      const path = joinRelative(script.scriptFolder, folder.name);
      const inside = await files.list(path).catch(() => []);
      return inside.some((entry) => !entry.isFolder && entry.name === settingsFileName)
        ? [joinRelative(path, settingsFileName)]
        : [];
    }),
  );
  return found.flat().flatMap((path) =>
    problemsOfFile(path, '', [
      {
        code: 'settings-not-read',
        severity: 'warning',
        message: `The service does not read ${path}: settings.job must lie beside ${script.runCommand}. Move it there.`,
        range: { start: 0, end: 0 },
        fixes: [
          {
            kind: 'rename',
            title: `Move it beside ${script.file}`,
            from: path,
            to: joinRelative(script.scriptFolder, settingsFileName),
          },
        ],
      },
    ]),
  );
}
