import { mkdir } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { UserError } from '../../core/base/userError';
import { baseUrl, type HostApp, type HostContext, type HostRequest } from '../hostContext';
import { containedSegments } from '../pathContainment';
import { type RequestPath, requestPathOf } from '../requestPath';
import { readJson } from '../requestBody';
import { empty, exceptionFailure, failure, stream } from '../responses';
import { withReceivedFile } from '../temporaryFiles';
import { unzip } from '../unzip';
import { zipFolder } from '../zipFolder';
import { fileStat } from './vfsListing';

/** Folders as archives (kudu-webjobs §8.9). */
export function addZipRoutes(app: HostApp, host: HostContext): void {
  for (const prefix of ['/api/zip', '/zip']) {
    const at = (request: HostRequest): RequestPath =>
      requestPathOf(request.env.incoming.url ?? '', prefix, host.flavor);
    app.get(`${prefix}/*`, (request) => get(request, host, at(request)));
    app.put(`${prefix}/*`, (request) => put(request, host, at(request)));
  }
}

async function get(request: HostRequest, host: HostContext, { segments, isFolder }: RequestPath): Promise<Response> {
  const location = host.files.locate(segments);
  if (location.kind !== 'real') return empty(request, 404);
  const path = await host.files.pathOf(location);
  if (!(await fileStat(path))?.isFolder) return empty(request, 404);
  if (!isFolder) return empty(request, 307, { Location: `${baseUrl(request)}${request.env.incoming.url ?? ''}/` });
  // A name in a header is plain text; what is not is left to the client, which knows what it asked for.
  const name = (segments.at(-1) ?? 'home').replace(/[^\w.() -]/g, '_');
  const headers = { 'Content-Type': 'application/zip', 'Content-Disposition': `attachment; filename=${name}.zip` };
  return stream(request, 200, headers, zipFolder(location.root, path, host.zone()));
}

async function put(request: HostRequest, host: HostContext, { segments, isFolder }: RequestPath): Promise<Response> {
  const location = host.files.locate(segments);
  if (location.kind !== 'real' || !location.isWritable) {
    const isPackage = host.site.type === 'home';
    const status = !isPackage ? 403 : host.flavor === 'windows' ? 400 : 500;
    return failure(request, host.flavor, status, `'${segments.join('/')}' cannot be written through this site.`);
  }
  const path = await host.files.pathOf(location);
  const found = await fileStat(path);
  if (found ? !found.isFolder : !isFolder) return empty(request, 404);
  try {
    const { body, subfolder } = await archiveOf(request, host);
    const target = {
      root: location.root,
      segments: [...location.segments, ...subfolder],
      flavor: host.flavor,
      zone: host.zone(),
    };
    await mkdir(path, { recursive: true });
    await withReceivedFile(host.paths.tempFolder, body, (archive) => unzip(archive, target));
  } catch (error) {
    return exceptionFailure(request, host.flavor, host.flavor === 'windows' ? 400 : 500, error);
  }
  return empty(request, 200);
}

/** The archive is the body itself, or on Windows lies where a JSON body says. */
async function archiveOf(
  request: HostRequest,
  host: HostContext,
): Promise<{ readonly body: Readable; readonly subfolder: readonly string[] }> {
  const isJson = /^application\/json\b/i.test(request.req.header('Content-Type') ?? '');
  if (!isJson || host.flavor === 'linux') return { body: request.env.incoming, subfolder: [] };
  const { packageUri, path = '' } = (await readJson(request.env.incoming)) as { packageUri?: unknown; path?: unknown };
  if (typeof packageUri !== 'string' || typeof path !== 'string' || !/^https?:/i.test(packageUri)) {
    throw new UserError('bad-package', 'The JSON body of a zip upload needs "packageUri", an http or https address.');
  }
  const answer = await fetch(packageUri, { redirect: 'follow' });
  if (!answer.ok || !answer.body) {
    // The address may carry a signature, which is a secret.
    throw new UserError(
      'bad-package',
      `The package could not be downloaded from ${new URL(packageUri).host}: status ${answer.status}.`,
    );
  }
  return { body: Readable.fromWeb(answer.body), subfolder: containedSegments(path, host.flavor) };
}
