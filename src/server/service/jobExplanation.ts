import { message } from '../../core/base/message';
import type { JobFolderReading } from '../../core/jobs/jobFolderReading';
import type { JobProblem } from '../../core/jobs/jobProblem';
import { otherCandidates, type RunnableScript } from '../../core/jobs/jobScript';
import { effectiveSettings, type SettingsFile } from '../../core/jobs/jobSettings';
import { type DocumentPlace, type JobKnowledge, type ParsedDocument, uriInJob } from './documentModel';
import { escapeMarkdown } from './markdown';
import type { Texts } from './texts';

/** Which file starts a job and why, as the hover tells it and the hint at the brace in short. */
export interface JobExplanation {
  /** Markdown paragraphs: kind and name, the script and why it is the one, where it runs, other candidates. */
  readonly sections: readonly string[];
  /** The script, for a link; undefined when nothing can run. */
  readonly script: { readonly file: string; readonly uri: string } | undefined;
  /** What follows the script in the hint, or stands alone without one. */
  readonly label: string;
  /** What is wrong with the folder beside the text of the document. */
  readonly problems: readonly JobProblem[];
}

/** Explains the job of a document (product A3, A4, A11); undefined when its folder cannot be read. */
export function explainJob(
  { place, file }: ParsedDocument,
  { folder }: JobKnowledge,
  texts: Texts,
): JobExplanation | undefined {
  if (folder === undefined) return undefined;
  const { script, folderProblems: problems } = folder;
  const heading = `**${escapeMarkdown(headingOf(place, folder, texts))}**`;
  if (!script.runnable) {
    const isBuilt = folder.visualStudio !== undefined;
    const reason = isBuilt
      ? texts.t('Visual Studio builds the program of this job when it publishes the project.')
      : texts.of(script.reason);
    const label = isBuilt ? texts.t('built by Visual Studio') : texts.t('nothing to run');
    return { sections: [heading, escapeMarkdown(reason)], script: undefined, label, problems };
  }
  const uri = uriInJob(place, script.runCommand);
  const others = otherCandidates(script);
  const isInPlace = runsInPlace(file, script);
  const sections = [
    heading,
    `[${escapeMarkdown(script.runCommand)}](${uri}) · ${escapeMarkdown(texts.of(script.host.label))} · ${script.host.name}`,
    escapeMarkdown(texts.of(script.reason)),
    texts.of(placeTexts[isInPlace ? 'inPlace' : 'copy'][isSet(file) ? 'set' : 'default']),
    ...(others.length === 0
      ? []
      : [texts.t('Other candidates: {files}', { files: escapeMarkdown(others.join(', ')) })]),
  ];
  const label = isInPlace ? texts.t('in place') : texts.t('working copy');
  return { sections, script: { file: script.file, uri }, label, problems };
}

function headingOf({ kind, name }: DocumentPlace, { visualStudio }: JobFolderReading, texts: Texts): string {
  const known = kind ?? visualStudio?.kind;
  if (known === undefined)
    return texts.t('Job of unknown kind: the folder lies below neither continuous nor triggered');
  const job = name ?? visualStudio?.name ?? '';
  return known === 'continuous'
    ? texts.t('Continuous job {name}', { name: job })
    : texts.t('Triggered job {name}', { name: job });
}

/** Both kinds read the key alike. */
function runsInPlace(file: SettingsFile, { host }: RunnableScript): boolean {
  return effectiveSettings(file, 'triggered', host.name).isInPlace;
}

function isSet({ dictionary }: SettingsFile): boolean {
  return dictionary.entries.get('is_in_place')?.type === 'boolean';
}

/** kudu-webjobs §3.1 */
const placeTexts = {
  inPlace: {
    set: message('It runs in its own folder, because is_in_place is true.'),
    default: message('It runs in its own folder, as Node.js jobs do without is_in_place.'),
  },
  copy: {
    set: message('It runs from a working copy of the folder, because is_in_place is false.'),
    default: message(
      'It runs from a working copy of the folder, as all jobs but those of Node.js do without is_in_place.',
    ),
  },
} as const;
