import type { JobKind } from '../../core/jobs/job';
import type { HostContext, HostRequest } from '../hostContext';
import { engineFailure, jobNameOf, refuseToWriteSources } from '../jobRequests';
import { readText } from '../requestBody';
import { empty, jsonText } from '../responses';

/** Always 200; an unknown job has no settings (kudu-webjobs §8.1). */
export async function getSettings(request: HostRequest, host: HostContext, kind: JobKind): Promise<Response> {
  const name = jobNameOf(request, host);
  return jsonText(request, name === undefined ? '{}' : await host.engine.settingsText({ kind, name }));
}

/** Replaces the whole file by the body; what cannot be read becomes `null`, as in the service (§8.5). */
export async function putSettings(request: HostRequest, host: HostContext, kind: JobKind): Promise<Response> {
  return writeSettings(request, host, kind, await readText(request.env.incoming));
}

export async function writeSettings(
  request: HostRequest,
  host: HostContext,
  kind: JobKind,
  text: string,
): Promise<Response> {
  if (host.site.type !== 'home') return refuseToWriteSources(request, host);
  const name = jobNameOf(request, host);
  if (name === undefined) return empty(request, 404);
  try {
    await host.engine.writeSettingsText({ kind, name }, text);
    return empty(request, 200);
  } catch (error) {
    return engineFailure(request, host, error);
  }
}
