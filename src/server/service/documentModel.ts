import { jobPlaceOf, kindOfJobFolder } from '../../core/jobs/jobPaths';
import { type JobFolderReading, type LintedJob, readJobFolder } from '../../core/jobs/jobFolderReading';
import { type JobProblem, problemsOfFile } from '../../core/jobs/jobProblem';
import { readSettingsText, type SettingsFile, unreadSettings } from '../../core/jobs/jobSettings';
import type { JobKind } from '../../core/jobs/job';
import { problemsOfJob } from '../../core/jobs/lintJob';
import { isTooLongToJudge, settingsProblems } from '../../core/jobs/settingsProblems';
import type { CronTexts } from '../../core/schedule/cronTexts';
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

/** URI of a file of the document's job, or of a folder around it for a path that begins with `..`. */
export function uriInJob({ folderUri }: DocumentPlace, path: string): string {
  const segments = path === '' ? [] : path.split('/');
  return segments.reduce(
    (uri, segment) => (segment === '..' ? uri.slice(0, uri.lastIndexOf('/')) : `${uri}/${encodeURIComponent(segment)}`),
    folderUri,
  );
}

/** What is known of a job beside the text of its `settings.job`. */
export interface JobKnowledge {
  /** Undefined when the folder cannot be read: it may be gone, or its file system does not list folders. */
  readonly folder: JobFolderReading | undefined;
  readonly usualRunMs: number | undefined;
}

/**
 * Folders of jobs as they were read last, so that typing does not read them again and again. Whoever learns of a change
 * on the disk clears the cache.
 */
export class FolderCache {
  private readonly readings = new Map<string, Promise<JobKnowledge>>();

  constructor(private readonly environment: Pick<SettingsJobEnvironment, 'files' | 'usualRunMs'>) {}

  get(place: DocumentPlace): Promise<JobKnowledge> {
    const known = this.readings.get(place.folderUri);
    if (known !== undefined) return known;
    const reading = this.read(place);
    this.readings.set(place.folderUri, reading);
    return reading;
  }

  /** The kind of the document's job, as its place or the files around it tell. */
  async kindOf(place: DocumentPlace): Promise<JobKind | undefined> {
    return place.kind ?? (await this.get(place)).folder?.visualStudio?.kind;
  }

  clear(): void {
    this.readings.clear();
  }

  private async read(place: DocumentPlace): Promise<JobKnowledge> {
    const { folderUri } = place;
    const [folder, usualRunMs] = await Promise.all([
      readJobFolder(place, this.environment.files(folderUri)).catch(() => undefined),
      // A history that cannot be read tells as much as none.
      this.environment.usualRunMs?.(folderUri).catch(() => undefined),
    ]);
    return { folder, usualRunMs };
  }
}

/** Everything wrong with the document and its job. Without access to the folder, what the text alone tells. */
export async function problemsOfDocument(
  { place, file }: ParsedDocument,
  folders: FolderCache,
  cronTexts: CronTexts,
): Promise<readonly JobProblem[]> {
  const { folder, usualRunMs } = await folders.get(place);
  const job = usualRunMs === undefined ? place : { ...place, usualRunMs };
  if (folder?.settingsPath === place.inside) return problemsOfJob(job, folder, file, cronTexts);

  const context = { cronTexts, ...(place.kind === undefined ? {} : { kind: place.kind }) };
  const own = problemsOfFile(place.inside, file.document.text, settingsProblems(file, context));
  return [...own, ...(folder?.folderProblems ?? [])];
}

/** A document, read and placed in its job. */
export interface ParsedDocument {
  readonly place: DocumentPlace;
  readonly file: SettingsFile;
}

/** Reads documents, once for each version. */
export class DocumentCache {
  private readonly parsed = new WeakMap<SettingsDocument, { version: number; result: ParsedDocument }>();

  get(document: SettingsDocument): ParsedDocument {
    const known = this.parsed.get(document);
    if (known?.version === document.version) return known.result;
    const place = known?.result.place ?? placeOfDocument(document.uri);
    const text = document.getText();
    const file = isTooLongToJudge(text) ? unreadSettings(text) : readSettingsText(text, known?.result.file);
    const result = { place, file };
    this.parsed.set(document, { version: document.version, result });
    return result;
  }
}

function decode(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    // A stray percent sign: the URI is its own best name.
    return uri;
  }
}
