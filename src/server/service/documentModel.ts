import type { JobFiles } from '../../core/jobs/jobFiles';
import { jobPlaceOf, kindOfJobFolder } from '../../core/jobs/jobPaths';
import { type JobProblem, problemsOfFile } from '../../core/jobs/jobProblem';
import { readSettingsText, type SettingsFile } from '../../core/jobs/jobSettings';
import { type JobReading, type LintedJob, readJob } from '../../core/jobs/lintJob';
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

/** Everything wrong with the document and its job. Without access to the folder, what the text alone tells. */
export async function problemsOfDocument(
  document: SettingsDocument,
  environment: Pick<SettingsJobEnvironment, 'files'>,
): Promise<readonly JobProblem[]> {
  const place = placeOfDocument(document.uri);
  const reading = await readAround(document, place, environment);
  if (reading?.settingsPath === place.inside) return reading.problems;

  const text = document.getText();
  const context = place.kind === undefined ? {} : { kind: place.kind };
  const own = problemsOfFile(place.inside, text, settingsProblems(readSettingsText(text), context));
  // What is said of the job's own settings file does not belong to this document.
  const others = reading?.problems.filter((problem) => problem.file !== reading.settingsPath) ?? [];
  return [...own, ...others];
}

/** Reads the job with the document's text in place of the saved one; undefined when its folder cannot be read. */
export async function readAround(
  document: SettingsDocument,
  place: DocumentPlace,
  environment: Pick<SettingsJobEnvironment, 'files'>,
): Promise<JobReading | undefined> {
  try {
    return await readJob(place, withText(environment.files(place.folderUri), place.inside, document.getText()));
  } catch {
    // A document may be open whose folder is gone or whose file system does not list folders.
    return undefined;
  }
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

function withText(files: JobFiles, inside: string, text: string): JobFiles {
  return {
    list: (folder) => files.list(folder),
    read: (path, maxBytes) =>
      path === inside ? Promise.resolve(new TextEncoder().encode(text)) : files.read(path, maxBytes),
  };
}

function decode(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    // A stray percent sign: the URI is its own best name.
    return uri;
  }
}
