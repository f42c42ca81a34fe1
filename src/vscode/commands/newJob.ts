import { FileType, l10n, Uri, window, workspace } from 'vscode';
import { UserError } from '../../core/base/userError';
import type { JobKey } from '../../core/jobs/job';
import { kindOfFolderName } from '../../core/jobs/jobPaths';
import { settingsFileName } from '../../core/jobs/jobSettings';
import { newJobFiles } from '../../core/jobs/newJob';
import { jobTemplates } from '../../core/jobs/templates/jobTemplates';
import { localizedError } from '../localizer';
import { kindFolderName, type NewJobPlace, placeOfFolder, placesInWorkspaceFolder } from './newJobPlace';
import { askForNewJob, type NewJobAnswers } from './newJobQuestions';

/** What the command `webjobs.newJob` needs. */
export interface NewJobParts {
  /** Absolute paths of the folders of the workspace's jobs, as far as they are known. */
  readonly jobFolders: () => readonly string[];
  /** Lets a script be executed, where the file system knows of such a right. */
  readonly makeExecutable: (file: Uri) => Promise<void>;
  /** Asks for a schedule and writes it into the given `settings.job`. */
  readonly buildSchedule: (settingsFile: Uri) => Promise<void>;
}

/**
 * Makes a job with a sample that runs as it is, and opens it.
 *
 * @param target a folder of the explorer; one that lies in a tree of jobs decides where the job is made.
 * @throws CancellationError when the user dismisses a question.
 */
export async function newJob(
  target: unknown,
  { jobFolders, makeExecutable, buildSchedule }: NewJobParts,
): Promise<void> {
  const folder = workspaceFolderFor(target);
  const places = placesFor(target, jobFolders());
  const uriOf = (path: string): Uri => folder.with({ path });
  const answers = await askForNewJob({
    places,
    labelOf: ({ jobsRoot }) => workspace.asRelativePath(uriOf(jobsRoot)),
    jobsAt: ({ jobsRoot }) => jobsBelow(uriOf(jobsRoot)),
  });
  const jobFolder = await writeJob(uriOf(answers.place.jobsRoot), answers, makeExecutable);

  const open = async (path: string): Promise<void> => {
    await window.showTextDocument(Uri.joinPath(jobFolder, path), { preview: false });
  };
  await open(jobTemplates[answers.language].source);
  const settings = Uri.joinPath(jobFolder, settingsFileName);
  await open(settingsFileName);
  if (answers.schedule === 'build') await buildSchedule(settings);
}

/** A folder whose file system the job lies in. */
function workspaceFolderFor(target: unknown): Uri {
  if (target instanceof Uri) return target;
  const first = workspace.workspaceFolders?.[0];
  if (first !== undefined) return first.uri;
  throw new UserError(
    'no-folder-open',
    l10n.t('No folder is open. Open the folder of the web app; the job is made in App_Data/jobs below it.'),
  );
}

function placesFor(target: unknown, folders: readonly string[]): [NewJobPlace, ...NewJobPlace[]] {
  const pointedAt = target instanceof Uri ? placeOfFolder(target.path) : undefined;
  if (pointedAt !== undefined) return [pointedAt];
  const jobFolders = folders.map((folder) => Uri.file(folder).path);
  const around = target instanceof Uri ? workspace.getWorkspaceFolder(target) : undefined;
  const searched = around === undefined ? (workspace.workspaceFolders ?? []) : [around];
  const [first, ...others] = searched.flatMap(({ uri }) => placesInWorkspaceFolder(uri.path, jobFolders));
  if (first !== undefined) return [first, ...others];
  // A folder outside the workspace, from another extension's menu.
  return [{ jobsRoot: `${workspaceFolderFor(target).path}/App_Data/jobs` }];
}

/** The jobs of both kinds in a tree of jobs, by the names of their folders. */
async function jobsBelow(jobsRoot: Uri): Promise<JobKey[]> {
  const found = await Promise.all(
    (await subfolders(jobsRoot)).map(async (kindFolder): Promise<JobKey[]> => {
      const kind = kindOfFolderName(kindFolder);
      if (kind === undefined) return [];
      return (await subfolders(Uri.joinPath(jobsRoot, kindFolder))).map((name) => ({ kind, name }));
    }),
  );
  return found.flat();
}

async function subfolders(folder: Uri): Promise<string[]> {
  try {
    const entries = await workspace.fs.readDirectory(folder);
    return entries.filter(([, type]) => (type & FileType.Directory) !== 0).map(([name]) => name);
  } catch {
    // A tree of jobs that does not exist yet holds none; one that cannot be read will refuse the new job.
    return [];
  }
}

/** Writes the files of the job and returns its folder. */
async function writeJob(
  jobsRoot: Uri,
  { kind, name, language, schedule }: NewJobAnswers,
  makeExecutable: (file: Uri) => Promise<void>,
): Promise<Uri> {
  const folder = Uri.joinPath(jobsRoot, kindFolderName(kind, await subfolders(jobsRoot)), name);
  const files = newJobFiles({
    kind,
    name,
    language,
    ...(typeof schedule === 'object' ? { schedule: schedule.expression } : {}),
  });
  try {
    for (const { path, text, isExecutable } of files) {
      const file = Uri.joinPath(folder, path);
      await workspace.fs.writeFile(file, new TextEncoder().encode(text));
      if (isExecutable) await makeExecutable(file);
    }
  } catch (error) {
    const message = l10n.t(
      'The job {0} could not be written to {1}: {2}',
      name,
      folder.fsPath,
      localizedError(error, l10n),
    );
    throw new UserError('job-not-written', message, { cause: error });
  }
  return folder;
}
