import { message, type Message } from '../base/message';
import { type FolderEntry, type JobFiles, joinRelative } from './jobFiles';
import { extensionOf, scriptHosts, type ScriptHost } from './scriptHosts';

/** Which file starts a job, or why nothing does (kudu-webjobs §2.2, §2.3). */
export type JobScript = RunnableScript | NoScript;

export interface RunnableScript {
  readonly runnable: true;
  /** Bare name of the file. */
  readonly file: string;
  /** The folder of the file relative to the job folder, with `/`; empty for the job folder itself. */
  readonly scriptFolder: string;
  /** The file relative to the job folder, with `/`. */
  readonly runCommand: string;
  readonly host: ScriptHost;
  /** Files of the same host and extension that the service might as well have met first; empty for a `run.*`. */
  readonly rivals: readonly string[];
  /** Names of all files in the script folder, sorted as NTFS lists them. */
  readonly files: readonly string[];
  /** One sentence in plain language. */
  readonly reason: Message;
}

export interface NoScript {
  readonly runnable: false;
  /** Where the service looks for a script and for `settings.job`. */
  readonly scriptFolder: string;
  /** A script that would start the job if nothing lay beside its folder, relative to the job folder. */
  readonly hiddenScript?: string;
  /** What lies beside that folder and hides the script. */
  readonly hiddenBy?: readonly string[];
  /** Names of everything in the script's own folder, itself among them. */
  readonly hiddenEntries?: readonly string[];
  readonly files: readonly string[];
  readonly reason: Message;
}

/** The file that starts a job. */
export interface ScriptChoice {
  readonly file: string;
  readonly host: ScriptHost;
  readonly rivals: readonly string[];
  readonly reason: Message;
}

/**
 * Chooses among the files of a script folder as the service does: a file `run.*` of the first host that has one, else
 * `project.json`, else the first file with a supported extension. Among equals the first by name is taken, as on an
 * NTFS disk. A host that is only documented is asked when the recorded ones find nothing, `run.*` or not.
 *
 * @param names bare file names, in any order, without folders.
 */
export function chooseScript(names: readonly string[]): ScriptChoice | undefined {
  const files = sortAsNtfs(names);
  const isDocumentedOnly = (host: ScriptHost): boolean => host.isDocumentedOnly === true;
  return (
    chooseAmong(
      scriptHosts.filter((host) => !isDocumentedOnly(host)),
      files,
    ) ?? chooseAmong(scriptHosts.filter(isDocumentedOnly), files)
  );
}

function chooseAmong(hosts: readonly ScriptHost[], files: readonly string[]): ScriptChoice | undefined {
  let fallback: ScriptChoice | undefined;
  for (const host of hosts) {
    if (host.fileName !== undefined) {
      const file = files.find((name) => name.toLowerCase() === host.fileName);
      if (file !== undefined) return { file, host, rivals: [], reason: reasonForNamedFile(file, fallback) };
    }
    for (const extension of host.extensions) {
      const matches = files.filter((name) => extensionOf(name) === extension);
      const run = matches.find((name) => name.toLowerCase() === `run${extension}`);
      if (run !== undefined) return { file: run, host, rivals: [], reason: reasonForRun(run, files) };
      const [first, ...rivals] = matches;
      if (first !== undefined)
        fallback ??= { file: first, host, rivals, reason: reasonForFallback(first, rivals, files) };
    }
  }
  return fallback;
}

/** Orders names as NTFS lists a folder: by their upper-case form, code unit by code unit. */
export function sortAsNtfs(names: readonly string[]): string[] {
  return names
    .map((name) => ({ name, key: name.toUpperCase() }))
    .sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : left.name < right.name ? -1 : 1))
    .map(({ name }) => name);
}

/**
 * Finds the script of a job: descends while a folder's only entry is one folder, then chooses among the files there.
 * Rejects when a folder cannot be listed.
 */
export async function findJobScript(files: Pick<JobFiles, 'list'>): Promise<JobScript> {
  const { folder, entries } = await descend(files, '');
  const names = sortAsNtfs(entries.filter((entry) => !entry.isFolder).map((entry) => entry.name));
  const choice = chooseScript(names);
  if (choice !== undefined) {
    return {
      ...choice,
      runnable: true,
      scriptFolder: folder,
      runCommand: joinRelative(folder, choice.file),
      files: names,
      reason:
        folder === ''
          ? choice.reason
          : message('{reason} The folder {folder} is the only entry, so the service looks there.', {
              reason: choice.reason,
              folder,
            }),
    };
  }
  const hidden = await findHiddenScript(files, folder, entries);
  return { runnable: false, scriptFolder: folder, files: names, ...hidden, reason: reasonForNothing(names, hidden) };
}

/** The folder in which the service looks for a job's script, its `settings.job` and its `disable.job`. */
export async function findScriptFolder(files: Pick<JobFiles, 'list'>): Promise<string> {
  return (await descend(files, '')).folder;
}

async function descend(
  files: Pick<JobFiles, 'list'>,
  start: string,
): Promise<{ folder: string; entries: readonly FolderEntry[] }> {
  let folder = start;
  for (;;) {
    const entries = await files.list(folder);
    const [only] = entries;
    if (only === undefined || entries.length > 1 || !only.isFolder) return { folder, entries };
    folder = joinRelative(folder, only.name);
  }
}

interface HiddenScript {
  readonly hiddenScript: string;
  readonly hiddenBy: readonly string[];
  readonly hiddenEntries: readonly string[];
}

/** Looks for the case in which one subfolder would be entered if nothing lay beside it (kudu-webjobs §10.1, 12). */
async function findHiddenScript(
  files: Pick<JobFiles, 'list'>,
  folder: string,
  entries: readonly FolderEntry[],
): Promise<HiddenScript | undefined> {
  const folders = entries.filter((entry) => entry.isFolder && !entry.name.startsWith('.'));
  const [only] = folders;
  if (only === undefined || folders.length > 1) return undefined;
  const inner = await descend(files, joinRelative(folder, only.name));
  const choice = chooseScript(inner.entries.filter((entry) => !entry.isFolder).map((entry) => entry.name));
  if (choice === undefined) return undefined;
  const hiddenBy = sortAsNtfs(entries.filter((entry) => entry !== only).map((entry) => entry.name));
  const hiddenEntries = sortAsNtfs(inner.entries.map((entry) => entry.name));
  return { hiddenScript: joinRelative(inner.folder, choice.file), hiddenBy, hiddenEntries };
}

/** Other files of the script folder that could start a job, in the order of the folder. */
export function otherCandidates({ file, files }: RunnableScript): readonly string[] {
  return files.filter(
    (name) => name !== file && (isScript(name) || scriptHosts.some((host) => host.fileName === name)),
  );
}

function reasonForRun(file: string, files: readonly string[]): Message {
  const others = files.filter((name) => name !== file && /^run\./i.test(name) && isScript(name));
  return others.length === 0
    ? message('{file} starts the job: a file named run.* is taken before any other.', { file })
    : message('{file} starts the job: among the files named run.* the service tries {extension} before {others}.', {
        file,
        extension: extensionOf(file),
        others: others.map(extensionOf).join(', '),
      });
}

function reasonForNamedFile(file: string, fallback: ScriptChoice | undefined): Message {
  return fallback === undefined
    ? message('{file} starts the job as a DNX project.', { file })
    : message('{file} starts the job: it beats {other}, because only a file named run.* would be taken before it.', {
        file,
        other: fallback.file,
      });
}

function reasonForFallback(file: string, rivals: readonly string[], files: readonly string[]): Message {
  const others = files.filter((name) => name !== file && isScript(name));
  const extension = extensionOf(file);
  if (others.length === 0) {
    return message('{file} starts the job: it is the only file with a supported extension.', { file });
  }
  return rivals.length === 0
    ? message('{file} starts the job: no file is named run.*, and the service tries {extension} before {others}.', {
        file,
        extension,
        others: [...new Set(others.map(extensionOf))].join(', '),
      })
    : message(
        '{file} starts the job: no file is named run.*, and among the {extension} files it comes first by name.',
        { file, extension },
      );
}

function reasonForNothing(files: readonly string[], hidden: HiddenScript | undefined): Message {
  if (hidden !== undefined) {
    return message('Nothing runnable: {script} is not found, because {others} lies beside its folder.', {
      script: hidden.hiddenScript,
      others: hidden.hiddenBy.join(', '),
    });
  }
  return files.length === 0
    ? message('Nothing runnable: the folder holds no files.')
    : message('Nothing runnable: no file has an extension that the service runs.');
}

function isScript(name: string): boolean {
  const extension = extensionOf(name);
  return scriptHosts.some((host) => host.extensions.includes(extension));
}
