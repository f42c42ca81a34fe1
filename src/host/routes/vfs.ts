import { createReadStream } from 'node:fs';
import { mkdir, rm, rmdir, unlink } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { systemErrorCode } from '../../core/base/userError';
import { fileEtag, namesEtag } from '../etags';
import { serverPath } from '../flavor';
import { baseUrl, type HostApp, type HostContext, type HostRequest } from '../hostContext';
import { mediaTypeOf } from '../mediaTypes';
import { queryOf, type RequestPath, requestPathOf } from '../requestPath';
import { empty, exceptionFailure, failure, json, stream } from '../responses';
import type { SiteLocation } from '../siteFiles';
import { replaceFile, withReceivedFile } from '../temporaryFiles';
import { byteRangeOf } from './byteRange';
import { fileStat, type FileStat, listFolder } from './vfsListing';

/** The files of the site (kudu-webjobs §8.8). */
export function addVfsRoutes(app: HostApp, host: HostContext): void {
  const beingWritten = new Set<string>();
  for (const prefix of ['/api/vfs', '/vfs']) {
    const at = (request: HostRequest): RequestPath =>
      requestPathOf(request.env.incoming.url ?? '', prefix, host.flavor);
    app.get(`${prefix}/*`, (request) => get(request, host, prefix, at(request)));
    app.put(`${prefix}/*`, (request) => put(request, host, at(request), beingWritten));
    app.delete(`${prefix}/*`, (request) => remove(request, host, at(request)));
  }
}

async function get(
  request: HostRequest,
  host: HostContext,
  prefix: string,
  { segments, isFolder }: RequestPath,
): Promise<Response> {
  const location = host.files.locate(segments);
  if (location.kind === 'missing') return notFound(request, host, segments);
  const found = location.kind === 'real' ? await fileStat(await host.files.pathOf(location)) : undefined;
  if (location.kind === 'real' && !found) return notFound(request, host, segments);
  if (!found || found.isFolder) {
    if (!isFolder) return redirect(request, (path) => `${path}/`);
    return json(request, await listFolder(host, location, segments, `${baseUrl(request)}${prefix}/`));
  }
  if (isFolder) return redirect(request, (path) => path.replace(/\/+$/, ''));
  return sendFile(request, host, found);
}

/** Sends as much of the file as its size is at this moment, so that a log that grows has a definite length. */
function sendFile(request: HostRequest, host: HostContext, file: FileStat): Response | Promise<Response> {
  const validators = { ETag: fileEtag(file.mtimeNs), 'Last-Modified': httpDate(file) };
  if (namesEtag(request.req.header('If-None-Match'), validators.ETag)) return request.body(null, 304, validators);

  const type = { 'Content-Type': mediaTypeOf(file.path) };
  // Public KuduLite ignores ranges (§8.13).
  const range = host.flavor === 'linux' ? undefined : byteRangeOf(request.req.header('Range'), file.size);
  if (range === 'unsatisfiable') {
    const error = new RangeError(
      `The range '${request.req.header('Range') ?? ''}' does not overlap the ${file.size} bytes of the file.`,
    );
    return exceptionFailure(request, host.flavor, 416, error, { 'Content-Range': `bytes */${file.size}` });
  }
  const common = { ...type, ...validators, 'Accept-Ranges': 'bytes' };
  if (file.size === 0) return stream(request, 200, { ...common, 'Content-Length': 0 }, Readable.from([]));
  const { start, end } = range ?? { start: 0, end: file.size - 1 };
  const headers = { ...common, 'Content-Length': end - start + 1 };
  const body = createReadStream(file.path, { start, end });
  if (!range) return stream(request, 200, headers, body);
  return stream(request, 206, { ...headers, 'Content-Range': `bytes ${start}-${end}/${file.size}` }, body);
}

async function put(
  request: HostRequest,
  host: HostContext,
  { segments, isFolder }: RequestPath,
  beingWritten: Set<string>,
): Promise<Response> {
  const location = host.files.locate(segments);
  if (location.kind === 'virtual')
    return failure(request, host.flavor, 409, `The folder '${segments.join('/')}' exists.`);
  if (!isWritable(location)) return readOnly(request, host, segments);
  const path = await host.files.pathOf(location);
  const found = await fileStat(path);

  if (isFolder || found?.isFolder) {
    if (found) return failure(request, host.flavor, 409, `'${serverPath(host.flavor, segments)}' exists.`);
    await mkdir(path, { recursive: true });
    return empty(request, 201);
  }
  if (found) {
    const refusal = preconditionFailure(request, host, found, 'PUT');
    if (refusal) return refusal;
  }
  if (beingWritten.has(path)) {
    const error = new Error(
      `Another request is writing '${serverPath(host.flavor, segments)}'; try again when it has ended.`,
    );
    return exceptionFailure(request, host.flavor, 409, error);
  }
  beingWritten.add(path);
  try {
    await withReceivedFile(host.paths.tempFolder, request.env.incoming, (received) => replaceFile(received, path));
  } catch (error) {
    if (isFileTrouble(error)) return exceptionFailure(request, host.flavor, 409, error);
    throw error;
  } finally {
    beingWritten.delete(path);
  }
  const written = await fileStat(path);
  const headers = written && { ETag: fileEtag(written.mtimeNs), 'Last-Modified': httpDate(written) };
  return empty(request, found ? 204 : 201, headers);
}

async function remove(request: HostRequest, host: HostContext, { segments }: RequestPath): Promise<Response> {
  const location = host.files.locate(segments);
  if (location.kind === 'missing') return notFound(request, host, segments);
  if (!isWritable(location)) return readOnly(request, host, segments);
  if (location.segments.length === 0) {
    return failure(
      request,
      host.flavor,
      409,
      `'${serverPath(host.flavor, segments)}' is a root of this site and stays.`,
    );
  }
  // A link is removed itself, wherever it leads; only its parent must lie inside.
  const path = await host.files.pathOf(location, { followLast: false });
  const found = await fileStat(path, { followLinks: false });
  if (!found) return notFound(request, host, segments);
  try {
    if (found.isFolder) {
      if (
        queryOf(request.env.incoming.url ?? '')
          .get('recursive')
          ?.toLowerCase() === 'true'
      )
        await rm(path, { recursive: true });
      else await rmdir(path);
    } else {
      const refusal = preconditionFailure(request, host, found, 'DELETE');
      if (refusal) return refusal;
      await unlink(path);
    }
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return notFound(request, host, segments);
    if (systemErrorCode(error) === 'ENOTEMPTY') {
      return failure(
        request,
        host.flavor,
        409,
        `The folder '${serverPath(host.flavor, segments)}' is not empty; delete it with ?recursive=true.`,
      );
    }
    if (isFileTrouble(error)) return exceptionFailure(request, host.flavor, 409, error);
    throw error;
  }
  return empty(request, 200);
}

/** An existing file changes only when the client names its present tag, or `*`; the platforms answer differently (§8.13). */
function preconditionFailure(
  request: HostRequest,
  host: HostContext,
  file: FileStat,
  method: 'PUT' | 'DELETE',
): Response | undefined {
  const ifMatch = request.req.header('If-Match');
  const etag = fileEtag(file.mtimeNs);
  if (namesEtag(ifMatch, etag)) return undefined;
  const message =
    ifMatch === undefined
      ? 'The file exists: send its ETag, or *, as If-Match.'
      : 'The file has changed: its ETag is another one.';
  if (host.flavor === 'windows') return failure(request, 'windows', 412, message, { ETag: etag });
  if (ifMatch === undefined) return failure(request, 'linux', 412, message);
  return failure(request, 'linux', method === 'DELETE' ? 409 : 412, message, { ETag: etag });
}

function notFound(request: HostRequest, host: HostContext, segments: readonly string[]): Response {
  return failure(request, host.flavor, 404, `'${serverPath(host.flavor, segments)}' not found.`);
}

function isWritable(location: SiteLocation): location is SiteLocation & { kind: 'real' } {
  return location.kind === 'real' && location.isWritable;
}

function readOnly(request: HostRequest, host: HostContext, segments: readonly string[]): Response {
  if (host.site.type === 'home') {
    const path = serverPath(host.flavor, segments);
    return failure(request, host.flavor, 409, `'${path}' cannot be written: the site runs from a package.`);
  }
  const message = `'${segments.join('/')}' belongs to the sources of the workspace, which this site does not change; edit it in the editor.`;
  return failure(request, host.flavor, 403, message);
}

function redirect(request: HostRequest, change: (path: string) => string): Response {
  const [path = '', query] = (request.env.incoming.url ?? '').split('?', 2);
  const target = `${baseUrl(request)}${change(path)}${query === undefined ? '' : `?${query}`}`;
  return empty(request, 307, { Location: target });
}

function httpDate(file: FileStat): string {
  return new Date(Number(file.mtimeNs / 1_000_000n)).toUTCString();
}

/** The file system says no: the file is in use, of another kind, or not ours. */
function isFileTrouble(error: unknown): boolean {
  return ['EACCES', 'EBUSY', 'EEXIST', 'EISDIR', 'ENOTDIR', 'EPERM', 'ETXTBSY'].includes(systemErrorCode(error) ?? '');
}
