import { createReadStream } from 'node:fs';
import { message, type Message } from '../base/message';
import { type JobKind, kindWords } from '../jobs/job';
import { errorForContent } from './remoteError';
import { type RemoteFolder, readFolder } from './remoteFile';
import { isRecord, readJob, readRun, type RemoteJob, type RemoteRun } from './remoteJob';
import { type ScmAnswer, type ScmBody, type ScmRequest, ScmTransport, type ScmTransportOptions } from './scmTransport';

/** Options of every call. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** A body with the tag to ask again with; `unchanged` when the tag that was given is still the current one. */
export type Tagged<T> =
  { readonly unchanged: true } | { readonly unchanged: false; readonly value: T; readonly etag: string | null };

/** A part of a file, or all of it. */
export interface FileContent {
  /** 206 when the range was honoured, else 200; a site on Linux ignores ranges (kudu-webjobs §8.13). */
  readonly isPartial: boolean;
  /** Size of the whole file where the answer tells it. */
  readonly totalBytes: number | null;
  readonly etag: string | null;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** What a read of a file came to. */
export type FileAnswer<T> =
  | { readonly state: 'read'; readonly value: T }
  /** The tag that was given is still current. */
  | { readonly state: 'unchanged' }
  | { readonly state: 'missing' }
  /** The range begins behind the last byte. */
  | { readonly state: 'past-end'; readonly totalBytes: number | null };

/** The REST API of an SCM (Kudu) site, one method for each endpoint (kudu-webjobs §8). Paths are relative to `HOME`. */
export class ScmClient {
  readonly transport: ScmTransport;
  /** What journals and locks call the site. */
  readonly siteId: string;

  constructor(options: ScmTransportOptions) {
    this.transport = new ScmTransport(options);
    this.siteId = options.siteId ?? this.transport.baseUrl.origin;
  }

  /** Name and port of the site, for messages. */
  get host(): string {
    return this.transport.baseUrl.host;
  }

  /** All jobs, or those of a kind. The list may be stale for seconds after an upload (kudu-webjobs §8.2). */
  async listJobs(
    options: CallOptions & { readonly kind?: JobKind; readonly etag?: string } = {},
  ): Promise<Tagged<RemoteJob[]>> {
    const answer = await this.getTagged(`/api/${options.kind ?? ''}webjobs`, message('list the jobs'), options);
    if (answer.unchanged) return answer;
    return {
      ...answer,
      value: asArray(answer.value)
        .map(readJob)
        .filter((job) => job !== undefined),
    };
  }

  /** Undefined when the site has no such job. */
  async getJob(kind: JobKind, name: string, options: CallOptions = {}): Promise<RemoteJob | undefined> {
    return await this.transport.exchange(
      {
        ...get(jobPath(kind, name), message('read the {kind} job {name}', { kind: kindWords[kind], name }), options),
        expect: [200, 404],
      },
      async (answer) => {
        if (answer.status === 404) return undefined;
        const job = readJob(await readJson(answer));
        if (job === undefined) throw errorForContent(answer.call, answer.status, message('not a job'));
        return job;
      },
    );
  }

  /** Deletes a job with its data. The service answers 200 whatever happens: look afterwards (kudu-webjobs §8.1). */
  async deleteJob(kind: JobKind, name: string, options: CallOptions = {}): Promise<void> {
    await this.send(
      'DELETE',
      jobPath(kind, name),
      message('delete the {kind} job {name}', { kind: kindWords[kind], name }),
      {
        ...options,
        isLongWork: true,
      },
    );
  }

  /** Starts a run; never repeated by itself. `argumentText` is appended to the command line as it is. */
  async runJob(
    name: string,
    argumentText?: string,
    options: CallOptions = {},
  ): Promise<{ readonly runId: string | null }> {
    const query = argumentText === undefined ? '' : `?arguments=${encodeURIComponent(argumentText)}`;
    return await this.transport.exchange(
      {
        ...get(`${jobPath('triggered', name)}/run${query}`, message('run the job {name}', { name }), options),
        method: 'POST',
        isRepeatable: false,
        expect: [200, 202],
      },
      (answer) =>
        Promise.resolve({ runId: /\/history\/([^/?]+)/.exec(answer.headers.get('location') ?? '')?.[1] ?? null }),
    );
  }

  /** Removes the stop marker; the engine acts seconds later. */
  async startJob(name: string, options: CallOptions = {}): Promise<void> {
    await this.send('POST', `${jobPath('continuous', name)}/start`, message('start the job {name}', { name }), options);
  }

  /** Writes the stop marker; the engine acts seconds later (kudu-webjobs §8.5). */
  async stopJob(name: string, options: CallOptions = {}): Promise<void> {
    await this.send('POST', `${jobPath('continuous', name)}/stop`, message('stop the job {name}', { name }), options);
  }

  /** Past runs, newest first; empty when the job never ran. */
  async listRuns(name: string, options: CallOptions & { readonly etag?: string } = {}): Promise<Tagged<RemoteRun[]>> {
    const answer = await this.getTagged(
      `${jobPath('triggered', name)}/history`,
      message('list the runs of {name}', { name }),
      options,
      [404],
    );
    if (answer.unchanged) return answer;
    const runs = isRecord(answer.value) ? asArray(answer.value.runs) : [];
    return { ...answer, value: runs.map(readRun).filter((run) => run !== undefined) };
  }

  async getRun(name: string, runId: string, options: CallOptions = {}): Promise<RemoteRun | undefined> {
    const path = `${jobPath('triggered', name)}/history/${encodeURIComponent(runId)}`;
    return await this.transport.exchange(
      { ...get(path, message('read the run {run} of {name}', { run: runId, name }), options), expect: [200, 404] },
      async (answer) => (answer.status === 404 ? undefined : readRun(await readJson(answer))),
    );
  }

  /** The parsed `settings.job`; `{}` for a job without one and for no job at all. */
  async getSettings(kind: JobKind, name: string, options: CallOptions = {}): Promise<unknown> {
    return await this.getJson(
      `${jobPath(kind, name)}/settings`,
      message('read the settings of {name}', { name }),
      options,
    );
  }

  /** Replaces the whole file; comments are lost and a continuous job restarts (kudu-webjobs §8.5). */
  async putSettings(kind: JobKind, name: string, settings: unknown, options: CallOptions = {}): Promise<void> {
    await this.send('PUT', `${jobPath(kind, name)}/settings`, message('write the settings of {name}', { name }), {
      ...options,
      body: bytesBody(Buffer.from(JSON.stringify(settings))),
      headers: { 'Content-Type': 'application/json' },
    });
  }

  /** The service's own answer to a read of `path`, for `--json`. */
  async getJson(path: string, action: Message, options: CallOptions = {}): Promise<unknown> {
    return await this.transport.exchange(get(path, action, options), readJson);
  }

  /**
   * App settings and deployment settings as the site's own process sees them; undefined where the site does not tell. They
   * hold secrets: never log or show them.
   */
  async getSiteSettings(options: CallOptions = {}): Promise<Readonly<Record<string, string>> | undefined> {
    return await this.transport.exchange(
      { ...get('/api/settings', message("read the app's settings"), options), expect: [200, 403, 404, 405, 501] },
      async (answer) => {
        if (answer.status !== 200) return undefined;
        const value = await readJson(answer);
        if (!isRecord(value)) return undefined;
        return Object.fromEntries(
          Object.entries(value).filter((each): each is [string, string] => typeof each[1] === 'string'),
        );
      },
    );
  }

  async getEnvironment(options: CallOptions = {}): Promise<unknown> {
    return await this.getJson('/api/environment', message('read the environment'), options);
  }

  /** One level of a folder; undefined when there is none. */
  async listFolder(folder: string, options: CallOptions = {}): Promise<RemoteFolder | undefined> {
    return await this.transport.exchange(
      {
        ...get(vfsPath(asFolder(folder)), message('list the folder {folder}', { folder }), options),
        expect: [200, 404],
      },
      async (answer) => {
        if (answer.status === 404) return undefined;
        const listing = readFolder(await readJson(answer));
        if (listing === undefined)
          throw errorForContent(answer.call, answer.status, message('not the listing of a folder'));
        return listing;
      },
    );
  }

  /** Hands a file's content to `read`, again from the start when the connection breaks off. */
  async readFile<T>(
    path: string,
    read: (content: FileContent) => Promise<T>,
    options: CallOptions & { readonly etag?: string; readonly fromByte?: number } = {},
  ): Promise<FileAnswer<T>> {
    const headers = {
      ...(options.etag === undefined ? {} : { 'If-None-Match': options.etag }),
      ...(options.fromByte === undefined ? {} : { Range: `bytes=${options.fromByte}-` }),
    };
    return await this.transport.exchange(
      { ...get(vfsPath(path), message('read {path}', { path }), options), headers, expect: [200, 206, 304, 404, 416] },
      async (answer): Promise<FileAnswer<T>> => {
        if (answer.status === 304) return { state: 'unchanged' };
        if (answer.status === 404) return { state: 'missing' };
        if (answer.status === 416) return { state: 'past-end', totalBytes: totalBytesOf(answer) };
        return { state: 'read', value: await read(contentOf(answer)) };
      },
    );
  }

  /**
   * Writes a file; its time becomes the server's now. `ifMatch` is the tag of the version to replace, `*` for any, nothing
   * for a new file.
   * @returns the new tag
   */
  async writeFile(
    path: string,
    body: ScmBody,
    options: CallOptions & { readonly ifMatch?: string } = {},
  ): Promise<string | null> {
    const request: ScmRequest = {
      ...get(vfsPath(path), message('write {path}', { path }), options),
      method: 'PUT',
      body,
      headers: options.ifMatch === undefined ? {} : { 'If-Match': options.ifMatch },
      // With any other tag the repetition of a write that succeeded would be refused.
      isRepeatable: options.ifMatch === '*',
      expect: [200, 201, 204],
    };
    return await this.transport.exchange(request, (answer) => Promise.resolve(answer.headers.get('etag')));
  }

  /** Deletes a file. False when it was not there. */
  async deleteFile(path: string, options: CallOptions & { readonly ifMatch?: string } = {}): Promise<boolean> {
    const request = {
      ...get(vfsPath(path), message('delete {path}', { path }), options),
      method: 'DELETE' as const,
      headers: { 'If-Match': options.ifMatch ?? '*' },
      expect: [200, 204, 404],
    };
    return await this.transport.exchange(request, (answer) => Promise.resolve(answer.status !== 404));
  }

  /** Deletes a folder, with everything in it if `recursive`. False when it is missing, or not empty. */
  async deleteFolder(folder: string, options: CallOptions & { readonly recursive?: boolean } = {}): Promise<boolean> {
    const path = vfsPath(asFolder(folder)) + (options.recursive ? '?recursive=true' : '');
    const request = {
      ...get(path, message('delete the folder {folder}', { folder }), options),
      method: 'DELETE' as const,
      headers: { 'If-Match': '*' },
      isLongWork: true,
      expect: options.recursive ? [200, 204, 404] : [200, 204, 404, 409],
    };
    return await this.transport.exchange(request, (answer) => Promise.resolve(answer.status < 300));
  }

  /** Hands the folder's content as a zip archive to `read`; undefined when there is no such folder. */
  async readZip<T>(
    folder: string,
    read: (chunks: AsyncIterable<Uint8Array>) => Promise<T>,
    options: CallOptions = {},
  ): Promise<T | undefined> {
    return await this.transport.exchange(
      {
        ...get(zipPath(folder), message('download {path}', { path: folder }), options),
        isLongWork: true,
        expect: [200, 404],
      },
      async (answer) => (answer.status === 404 ? undefined : await read(answer.chunks())),
    );
  }

  /** Unpacks an archive over a folder, which is made if missing; nothing is deleted (kudu-webjobs §8.9). */
  async putZip(folder: string, archive: ScmBody, options: CallOptions = {}): Promise<void> {
    await this.send('PUT', zipPath(folder), message('upload to {folder}', { folder }), {
      ...options,
      body: archive,
      headers: { 'Content-Type': 'application/zip' },
      isLongWork: true,
    });
  }

  private async send(
    method: 'PUT' | 'POST' | 'DELETE',
    path: string,
    action: Message,
    options: CallOptions & Pick<ScmRequest, 'body' | 'headers' | 'isLongWork'>,
  ): Promise<void> {
    const { signal, ...rest } = options;
    const request = { ...get(path, action, signal ? { signal } : {}), ...rest, method, expect: [200, 201, 202, 204] };
    await this.transport.exchange(request, () => Promise.resolve());
  }

  private async getTagged(
    path: string,
    action: Message,
    options: CallOptions & { readonly etag?: string },
    alsoEmpty: readonly number[] = [],
  ): Promise<Tagged<unknown>> {
    const headers: Record<string, string> = options.etag === undefined ? {} : { 'If-None-Match': options.etag };
    return await this.transport.exchange(
      { ...get(path, action, options), headers, expect: [200, 304, ...alsoEmpty] },
      async (answer) => {
        if (answer.status === 304) return { unchanged: true };
        const value = answer.status === 200 ? await readJson(answer) : undefined;
        return { unchanged: false, value, etag: answer.headers.get('etag') };
      },
    );
  }
}

/** A file on disk as a request body. */
export function fileBody(file: string, bytes: number, onProgress?: (sentBytes: number) => void): ScmBody {
  const open = (): AsyncIterable<Uint8Array> => createReadStream(file, { highWaterMark: 256 * 1024 });
  return { bytes, open, ...(onProgress && { onProgress }) };
}

/** Bytes in memory as a request body. */
export function bytesBody(content: Uint8Array): ScmBody {
  return {
    bytes: content.byteLength,
    async *open() {
      if (content.byteLength > 0) yield await Promise.resolve(content);
    },
  };
}

function get(path: string, action: Message, { signal }: CallOptions): ScmRequest {
  return { method: 'GET', path, action, isRepeatable: true, expect: [200], ...(signal && { signal }) };
}

function jobPath(kind: JobKind, name: string): string {
  return `/api/${kind}webjobs/${encodeURIComponent(name)}`;
}

function vfsPath(path: string): string {
  return `/api/vfs/${encodePath(path)}`;
}

function zipPath(folder: string): string {
  return `/api/zip/${encodePath(asFolder(folder))}`;
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function asFolder(path: string): string {
  return path === '' || path.endsWith('/') ? path : `${path}/`;
}

function contentOf(answer: ScmAnswer): FileContent {
  return {
    isPartial: answer.status === 206,
    totalBytes: totalBytesOf(answer),
    etag: answer.headers.get('etag'),
    chunks: answer.chunks(),
  };
}

function totalBytesOf(answer: ScmAnswer): number | null {
  const range = /\/(\d+)$/.exec(answer.headers.get('content-range') ?? '')?.[1];
  // Of a part, the length says nothing about the whole.
  const total = range ?? (answer.status === 200 ? answer.headers.get('content-length') : null);
  return total === null ? null : Number(total);
}

async function readJson(answer: ScmAnswer): Promise<unknown> {
  const text = await answer.text();
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    const what = text.trimStart().startsWith('<') ? message('a web page') : message('not JSON');
    throw errorForContent(answer.call, answer.status, what);
  }
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
