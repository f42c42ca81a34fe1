import { jobPlaceOf, kindOfJobFolder } from '../../core/jobs/jobPaths';
import { type JobProblem, problemsOfFile } from '../../core/jobs/jobProblem';
import { readSettingsText, type SettingsFile } from '../../core/jobs/jobSettings';
import { type JobFolderReading, judgeJob, type LintedJob, readJobFolder } from '../../core/jobs/lintJob';
import type { JsonMember, StringNode } from '../../core/jobs/relaxedJsonNodes';
import { settingsProblems } from '../../core/jobs/settingsProblems';
import type { SettingsDocument, SettingsJobEnvironment } from './environment';

/** Where a document lies in its job. */
export interface DocumentPlace extends LintedJob {
  /** URI of the job folder, without a final slash. */
  readonly folderUri: string;
  /** Path of the document below it, with `/`. */
  readonly inside: string;
}

/** Finds the job of a document by its URI; outside a tree of jobs its folder is taken for the job's. */
export function placeOfDocument(uri: string): DocumentPlace {
  const path = decode(uri);
  const place = jobPlaceOf(path);
  const encodedPlace = jobPlaceOf(uri);
  if (place !== undefined && encodedPlace !== undefined && place.inside !== '') {
    const { kind, name, jobFolder, inside } = place;
    return { kind, name, path: jobFolder, folderUri: encodedPlace.jobFolder, inside };
  }
  const folder = path.slice(0, path.lastIndexOf('/'));
  const kind = kindOfJobFolder(folder);
  return {
    path: folder,
    folderUri: uri.slice(0, uri.lastIndexOf('/')),
    inside: path.slice(path.lastIndexOf('/') + 1),
    ...(kind === undefined ? {} : { kind, name: folder.slice(folder.lastIndexOf('/') + 1) }),
  };
}

/** URI of a file of the document's job. */
export function uriInJob(place: DocumentPlace, path: string): string {
  return path === '' ? place.folderUri : `${place.folderUri}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

/**
 * Folders of jobs as they were read last, so that typing does not read them again and again. Whoever learns of a change
 * on the disk clears the cache.
 */
export class FolderCache {
  private readonly readings = new Map<string, Promise<JobFolderReading | undefined>>();

  constructor(private readonly environment: Pick<SettingsJobEnvironment, 'files'>) {}

  /** Undefined when the folder cannot be read: it may be gone, or its file system does not list folders. */
  get({ folderUri }: DocumentPlace): Promise<JobFolderReading | undefined> {
    const known = this.readings.get(folderUri);
    if (known !== undefined) return known;
    const reading = readJobFolder(this.environment.files(folderUri)).catch(() => undefined);
    this.readings.set(folderUri, reading);
    return reading;
  }

  clear(): void {
    this.readings.clear();
  }
}

/** Everything wrong with the document and its job. Without access to the folder, what the text alone tells. */
export async function problemsOfDocument(
  document: SettingsDocument,
  folders: FolderCache,
): Promise<readonly JobProblem[]> {
  const place = placeOfDocument(document.uri);
  const folder = await folders.get(place);
  const text = document.getText();
  if (folder?.settingsPath === place.inside) return judgeJob(place, folder, text).problems;

  const context = place.kind === undefined ? {} : { kind: place.kind };
  const own = problemsOfFile(place.inside, text, settingsProblems(readSettingsText(text), context));
  // What is said of the job's own settings file does not belong to this document.
  const others = folder === undefined ? [] : judgeJob(place, folder, '').problems;
  return [...own, ...others];
}

/** A settings file with its string value of `schedule`, if it has one. */
export interface ParsedDocument {
  readonly file: SettingsFile;
  readonly schedule: (JsonMember & { readonly value: StringNode }) | undefined;
}

/** Parses documents, once for each version. */
export class DocumentCache {
  private readonly parsed = new WeakMap<SettingsDocument, { version: number; result: ParsedDocument }>();

  get(document: SettingsDocument): ParsedDocument {
    const known = this.parsed.get(document);
    if (known?.version === document.version) return known.result;
    const file = readSettingsText(document.getText());
    const result = { file, schedule: scheduleMember(file) };
    this.parsed.set(document, { version: document.version, result });
    return result;
  }
}

/** The last `schedule` of the root object counts. */
function scheduleMember({ document }: SettingsFile): ParsedDocument['schedule'] {
  if (document.root?.type !== 'object') return undefined;
  const member = document.root.members.filter(({ key }) => key.value === 'schedule').at(-1);
  return member?.value?.type === 'string' ? { ...member, value: member.value } : undefined;
}

function decode(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    // A stray percent sign: the URI is its own best name.
    return uri;
  }
}
