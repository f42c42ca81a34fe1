import { armRequestOf } from '../armResponses';
import { baseUrl, type HostContext, type HostRequest } from '../hostContext';
import { engineFailure, jobNameOf, refuseToWriteSources } from '../jobRequests';
import { runUrl } from '../jobResponses';
import { queryOf } from '../requestPath';
import { empty } from '../responses';

/** Starts a run of a triggered job; the answer does not wait for its end (kudu-webjobs §8.3). */
export async function runJob(request: HostRequest, host: HostContext): Promise<Response> {
  const name = jobNameOf(request, host);
  if (name === undefined) return empty(request, 404);
  const commandArguments = queryOf(request.env.incoming.url ?? '').get('arguments');
  const trigger = `External - ${request.req.header('User-Agent') ?? ''}`;
  try {
    const run = await host.engine.runTriggered(name, {
      trigger,
      ...(commandArguments === null ? {} : { arguments: commandArguments }),
    });
    const headers = { Location: runUrl(name, run.runId, baseUrl(request)) };
    return empty(request, armRequestOf(request) ? 200 : 202, headers);
  } catch (error) {
    return engineFailure(request, host, error);
  }
}

/** Writes or deletes `disable.job`: 200 means that the marker is written, not that the job has stopped (§8.5). */
export async function startOrStop(
  request: HostRequest,
  host: HostContext,
  action: 'start' | 'stop',
): Promise<Response> {
  if (host.site.type !== 'home') return refuseToWriteSources(request, host);
  const name = jobNameOf(request, host);
  if (name === undefined) return empty(request, 404);
  try {
    await host.engine.setDisabled(name, action === 'stop');
    return empty(request, 200);
  } catch (error) {
    return engineFailure(request, host, error);
  }
}
