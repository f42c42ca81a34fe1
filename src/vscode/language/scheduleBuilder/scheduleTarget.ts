import { l10n, Range, type TextDocument, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import { UserError } from '../../../core/base/userError';
import { applyEdit, setSchedule } from '../../../core/jobs/editSettings';
import { joinRelative } from '../../../core/jobs/jobFiles';
import { jobPlaceOf } from '../../../core/jobs/jobPaths';
import { findScriptFolder } from '../../../core/jobs/jobScript';
import { effectiveSettings, readSettingsText, settingsFileName } from '../../../core/jobs/jobSettings';
import type { JobPicker } from '../../commands/jobPicker';
import { localizedError } from '../../localizer';
import { workspaceJobFiles } from '../workspaceJobFiles';

/** A `settings.job` whose schedule is built; it need not exist. */
export interface ScheduleTarget {
  readonly file: Uri;
  /** The job's name. */
  readonly jobName: string;
}

/**
 * The file that a command is about: a `settings.job` given or active, in any file system, or that of a job which the
 * target names or the user chooses.
 *
 * @throws UserError for a continuous job, which has no schedule.
 */
export async function scheduleTargetOf(target: unknown, picker: Pick<JobPicker, 'resolve'>): Promise<ScheduleTarget> {
  const file =
    target instanceof Uri ? target : target === undefined ? window.activeTextEditor?.document.uri : undefined;
  if (file !== undefined && isSettingsFile(file)) {
    const place = jobPlaceOf(file.path);
    if (place?.kind === 'continuous') throw notScheduled(place.name);
    return { file, jobName: place?.name ?? settingsFileName };
  }
  const { job } = await picker.resolve(target, {
    title: l10n.t('Build the schedule of which job?'),
    accepts: ({ job: each }) => each.kind === 'triggered' && each.folder !== '',
    refusal: ({ site, job: each }) =>
      each.kind === 'continuous'
        ? notScheduled(each.name).message
        : l10n.t('The files of {0} lie on {1}: open its settings.job there.', each.name, site.label),
    none: l10n.t(
      'There is no triggered job. A triggered job is a folder with a script below jobs/triggered; New Job makes one.',
    ),
  });
  const folder = Uri.file(job.folder);
  const path = joinRelative(await scriptFolderOf(folder), settingsFileName);
  return { file: Uri.joinPath(folder, path), jobName: job.name };
}

/** The schedule that the service would use; empty without one. */
export async function readSchedule({ file }: ScheduleTarget): Promise<string> {
  const document = await openIfPresent(file);
  if (document === undefined) return '';
  return effectiveSettings(readSettingsText(document.getText()), 'triggered', null).schedule ?? '';
}

/** Writes the schedule and shows it. A document that had unsaved changes is left unsaved. */
export async function writeSchedule({ file }: ScheduleTarget, schedule: string): Promise<void> {
  const edit = new WorkspaceEdit();
  const present = await openIfPresent(file);
  const hadChanges = present?.isDirty ?? false;
  if (present === undefined) {
    const contents = new TextEncoder().encode(applyEdit('', setSchedule('', schedule)));
    edit.createFile(file, { ignoreIfExists: true, contents });
  } else {
    const { start, end, newText } = setSchedule(present.getText(), schedule);
    edit.replace(file, new Range(present.positionAt(start), present.positionAt(end)), newText);
  }
  if (!(await workspace.applyEdit(edit))) {
    throw new UserError(
      'schedule-not-written',
      l10n.t('{0} could not be changed. The schedule is {1}.', file.fsPath, schedule),
    );
  }
  const document = await workspace.openTextDocument(file);
  const editor = await window.showTextDocument(document);
  const offset = document.getText().indexOf(JSON.stringify(schedule));
  if (offset >= 0) {
    const range = new Range(document.positionAt(offset + 1), document.positionAt(offset + 1 + schedule.length));
    editor.revealRange(range);
  }
  if (!hadChanges) await document.save();
}

function isSettingsFile(file: Uri): boolean {
  return file.path.endsWith(`/${settingsFileName}`);
}

function notScheduled(name: string): UserError {
  return new UserError(
    'continuous-job-has-no-schedule',
    l10n.t(
      '{0} is a continuous job: the service keeps it running and reads no schedule. Only jobs below jobs/triggered have one.',
      name,
    ),
  );
}

/** Where the service looks for `settings.job`: beside the script (kudu-webjobs §1.3). */
async function scriptFolderOf(jobFolder: Uri): Promise<string> {
  try {
    return await findScriptFolder(workspaceJobFiles(jobFolder));
  } catch (error) {
    const message = l10n.t('The folder {0} cannot be read: {1}', jobFolder.fsPath, localizedError(error, l10n));
    throw new UserError('job-folder-unreadable', message, { cause: error });
  }
}

async function openIfPresent(file: Uri): Promise<TextDocument | undefined> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === file.toString());
  if (open !== undefined) return open;
  try {
    await workspace.fs.stat(file);
  } catch {
    // The editor has one error for a missing and for an unreadable file; writing tells the second.
    return undefined;
  }
  return workspace.openTextDocument(file);
}
