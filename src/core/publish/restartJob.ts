import { joinRelative } from '../jobs/jobFiles';
import type { ScmClient } from '../remote/scmClient';
import { startPersistently, type WaitOptions } from './jobState';
import type { PublishJournal } from './publishJournal';

type JournalOfStop = Pick<PublishJournal, 'job' | 'targetFolder' | 'scriptFolder' | 'formerScriptFolder'>;

/** The stop marker beside a script of the job; the service writes it where the script lies, and looks only there. */
export function stopMarker({ targetFolder }: Pick<PublishJournal, 'targetFolder'>, scriptFolder: string): string {
  return `${joinRelative(targetFolder, scriptFolder)}/disable.job`;
}

/** Starts a job that was stopped for a publish, with the new files. */
export async function startPublished(client: ScmClient, journal: JournalOfStop, options: WaitOptions): Promise<void> {
  await start(client, journal, journal.scriptFolder, journal.formerScriptFolder, options);
}

/** Starts a job that was stopped for a publish, or for undoing it, with the former files. */
export async function startFormer(client: ScmClient, journal: JournalOfStop, options: WaitOptions): Promise<void> {
  await start(client, journal, journal.formerScriptFolder, journal.scriptFolder, options);
}

async function start(
  client: ScmClient,
  journal: JournalOfStop,
  scriptFolder: string,
  otherFolder: string,
  options: WaitOptions,
): Promise<void> {
  await startPersistently(client, journal.job.name, joinRelative(journal.targetFolder, scriptFolder), options);
  if (otherFolder === scriptFolder) return;
  // The marker was written where the other script lay, and no start of this one removes it.
  await client.deleteFile(stopMarker(journal, otherFolder), options.signal ? { signal: options.signal } : {});
}
