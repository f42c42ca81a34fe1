import { mkdir, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { errorMessage } from '../../core/base/userError';
import type { JobKey, JobKind } from '../../core/jobs/job';
import { armRequestOf } from '../armResponses';
import type { HostContext, HostRequest } from '../hostContext';
import { jobNameOf, originOf, refuseToWriteSources } from '../jobRequests';
import { jobResponse } from '../jobResponses';
import { containedPath, isPlainName } from '../pathContainment';
import { readJson } from '../requestBody';
import { json, plainText } from '../responses';
import { replaceFile, withReceivedFile } from '../temporaryFiles';
import { unzip } from '../unzip';
import { writeSettings } from './jobSettings';

/**
 * Creates a job or replaces it (kudu-webjobs §8.4): the folder is deleted first, settings and markers included, and a
 * failure leaves no job and no history behind. Only a body that does not arrive whole changes nothing.
 */
export async function putJob(request: HostRequest, host: HostContext, kind: JobKind): Promise<Response> {
  if (host.site.type !== 'home') return refuseToWriteSources(request, host);
  const name = jobNameOf(request, host);
  if (name === undefined)
    return plainText(request, `'${request.req.param('job') ?? ''}' cannot be the name of a job.`, 400);
  const key = { kind, name };
  if (armRequestOf(request)) return putSettingsThroughArm(request, host, key);

  const fileName = uploadedName(request.req.header('Content-Disposition'));
  if (fileName === undefined) return plainText(request, 'Missing Content-Disposition header.', 400);
  if (!isPlainName(fileName, host.flavor))
    return plainText(request, `'${fileName}' cannot be the name of a file.`, 400);
  const isArchive = /^application\/zip\s*(;|$)/i.test(request.req.header('Content-Type') ?? '');

  return withReceivedFile(host.paths.tempFolder, request.env.incoming, async (received) => {
    try {
      await writeJob(host, key, received, isArchive ? undefined : fileName);
      const job = await (kind === 'triggered' ? host.engine.triggeredRecord(name) : host.engine.continuousRecord(name));
      if (job) return json(request, jobResponse(job, originOf(request, host)));
    } catch (error) {
      host.logger.warn(`The upload of the ${kind} job '${name}' failed: ${errorMessage(error)}`);
      await host.engine.deleteJob(key);
      return plainText(request, errorMessage(error), 500);
    }
    await host.engine.deleteJob(key);
    return plainText(request, 'No runnable script file was found.', 400);
  });
}

/** @param fileName the name under which the body is stored; undefined for an archive, which is unpacked. */
async function writeJob(host: HostContext, key: JobKey, received: string, fileName: string | undefined): Promise<void> {
  const target = await host.engine.writableJobFolder(key);
  const { home } = host.paths;
  const segments = relative(home, target).split(sep);
  const folder = await containedPath(home, segments);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  if (fileName !== undefined) await replaceFile(received, join(folder, fileName));
  else await unzip(received, { root: home, segments, flavor: host.flavor, zone: host.zone() });
}

/** The plain `filename` parameter without quotes and folders; `filename*` is not looked at (§8.4). */
function uploadedName(disposition: string | undefined): string | undefined {
  const match = /(?:^|;)\s*filename\s*=\s*(?:"([^"]*)"|([^;]*))/i.exec(disposition ?? '');
  const name = (match?.[1] ?? match?.[2] ?? '').trim().split(/[\\/]/).at(-1);
  return name === '' ? undefined : name;
}

/** A PUT through Resource Manager uploads nothing: it writes `properties.settings` (§8.4). */
async function putSettingsThroughArm(request: HostRequest, host: HostContext, { kind }: JobKey): Promise<Response> {
  const body = (await readJson(request.env.incoming)) as { properties?: { settings?: unknown } };
  return writeSettings(request, host, kind, JSON.stringify(body.properties?.settings ?? null));
}
