import { UserError, errorMessage } from '../../core/base/userError';
import {
  type HostErrorBody,
  hostPrefix,
  type SchedulesRequest,
  type StartRequest,
  type StartResponse,
  type StopRequest,
} from '../../core/hostClient/hostApi';
import { isJobKind, type JobKey } from '../../core/jobs/job';
import type { HostApp, HostContext, HostRequest } from '../hostContext';
import { jobNameOf } from '../jobRequests';
import { readJson } from '../requestBody';
import { empty, json } from '../responses';
import { streamEvents } from './localEvents';
import { streamOutput } from './localOutput';

/** The host's own API: what the service lacks (hostApi.ts). */
export function addLocalRoutes(app: HostApp, host: HostContext): void {
  const { engine } = host;
  app.get(`${hostPrefix}/info`, (request) => json(request, host.info()));
  app.get(`${hostPrefix}/events`, (request) => streamEvents(request, host));
  app.get(`${hostPrefix}/jobs`, async (request) => json(request, await engine.jobs()));
  app.post(`${hostPrefix}/jobs/:kind/:job/start`, (request) => start(request, host));
  app.post(`${hostPrefix}/jobs/:kind/:job/stop`, (request) => stop(request, host));
  app.get(`${hostPrefix}/jobs/:kind/:job/output`, (request) => streamOutput(request, host, jobKeyOf(request, host)));
  app.put(`${hostPrefix}/schedules`, async (request) => {
    const { enabled } = (await readJson(request.env.incoming)) as Partial<SchedulesRequest>;
    if (typeof enabled !== 'boolean') throw new UserError('bad-body', 'The body needs "enabled", true or false.');
    engine.setSchedulesEnabled(enabled);
    host.announceInfo();
    return empty(request, 200);
  });
  app.post(`${hostPrefix}/end`, (request) => {
    if (host.leases.count > 0) {
      throw new UserError(
        'host-in-use',
        `The host with process id ${process.pid} has ${host.leases.count} clients; it ends when they have left.`,
      );
    }
    host.end('a client of another version asked for it');
    return empty(request, 202);
  });
}

async function start(request: HostRequest, host: HostContext): Promise<Response> {
  const key = jobKeyOf(request, host);
  const {
    arguments: commandArguments,
    trigger,
    environment,
    appSettings,
    debug,
  } = (await readJson(request.env.incoming)) as StartRequest;
  const launch = { ...(environment && { environment }), ...(appSettings && { appSettings }), ...(debug && { debug }) };
  if (key.kind === 'continuous') {
    await host.engine.startContinuous(key.name, launch);
    return json(request, { ...key, runId: null } satisfies StartResponse);
  }
  const { runId } = await host.engine.runTriggered(key.name, {
    launch,
    trigger: trigger ?? `External - ${request.req.header('User-Agent') ?? ''}`,
    ...(commandArguments === undefined ? {} : { arguments: commandArguments }),
  });
  return json(request, { ...key, runId } satisfies StartResponse);
}

async function stop(request: HostRequest, host: HostContext): Promise<Response> {
  const { kind, name } = jobKeyOf(request, host);
  const { force = false, patient = false } = (await readJson(request.env.incoming)) as StopRequest;
  if (kind === 'continuous') await host.engine.stopContinuous(name, { force, patient });
  else await host.engine.stopRun(name, { force, patient });
  return empty(request, 200);
}

/** Codes of user errors whose status says more than "conflict". */
const statusByCode: Readonly<Record<string, 400 | 404 | 503>> = {
  'bad-body': 400,
  'host-ending': 503,
  'job-not-found': 404,
};

/** An error of this API: what a client turns back into a UserError. */
export function localFailure(request: HostRequest, error: unknown): Response {
  if (error instanceof UserError) {
    const { code, message } = error;
    return json(request, { code, message } satisfies HostErrorBody, {}, statusByCode[code] ?? 409);
  }
  return json(request, { code: 'internal-error', message: errorMessage(error) } satisfies HostErrorBody, {}, 500);
}

function jobKeyOf(request: HostRequest, host: HostContext): JobKey {
  const kind = request.req.param('kind') ?? '';
  const name = jobNameOf(request, host);
  if (!isJobKind(kind) || name === undefined) {
    throw new UserError('job-not-found', `There is no ${kind} job '${request.req.param('job') ?? ''}' in this site.`);
  }
  return { kind, name };
}
