import { type JobKind, jobKinds } from '../../core/jobs/job';
import { armList, armObject, armRequestOf } from '../armResponses';
import { contentEtag, namesEtag } from '../etags';
import type { HostApp, HostContext, HostRequest } from '../hostContext';
import type { JobLists } from '../jobLists';
import { jobNameOf, originOf, refuseToWriteSources } from '../jobRequests';
import { jobResponse, runResponse } from '../jobResponses';
import { isPlainName } from '../pathContainment';
import { empty, json, jsonText } from '../responses';
import { runJob, startOrStop } from './jobControl';
import { getSettings, putSettings } from './jobSettings';
import { putJob } from './jobUpload';
import { passThrough } from './passthrough';
import { swaggerDocument } from './swagger';

/** The jobs of the site (kudu-webjobs §8.1–§8.5), under their present and their deprecated addresses. */
export function addWebJobsRoutes(app: HostApp, host: HostContext, lists: JobLists): void {
  for (const path of ['/api/webjobs', '/api/jobs', '/jobs'])
    app.get(path, (request) => getList(request, host, lists, jobKinds));
  app.get('/api/triggeredwebjobsswagger', async (request) => json(request, swaggerDocument(await lists.triggered())));
  for (const kind of jobKinds) {
    for (const base of [`/api/${kind}webjobs`, `/api/${kind}jobs`, `/jobs/${kind}`, `/api/jobs/${kind}`]) {
      addKind(app, host, lists, kind, base);
    }
  }
}

function addKind(app: HostApp, host: HostContext, lists: JobLists, kind: JobKind, base: string): void {
  app.get(base, (request) => getList(request, host, lists, [kind]));
  app.get(`${base}/:job`, (request) => getJob(request, host, kind));
  app.put(`${base}/:job`, (request) => putJob(request, host, kind));
  app.delete(`${base}/:job`, (request) => deleteJob(request, host, lists, kind));
  app.get(`${base}/:job/settings`, (request) => getSettings(request, host, kind));
  app.put(`${base}/:job/settings`, (request) => putSettings(request, host, kind));
  if (kind === 'triggered') {
    app.post(`${base}/:job/run`, (request) => runJob(request, host));
    app.get(`${base}/:job/history`, (request) => getHistory(request, host));
    app.get(`${base}/:job/history/:run`, (request) => getRun(request, host));
  } else {
    app.post(`${base}/:job/start`, (request) => startOrStop(request, host, 'start'));
    app.post(`${base}/:job/stop`, (request) => startOrStop(request, host, 'stop'));
    app.all(`${base}/:job/passthrough/*`, (request) => passThrough(request, host));
    app.all(`${base}/:job/passthrough`, (request) => passThrough(request, host));
  }
}

async function getList(
  request: HostRequest,
  host: HostContext,
  lists: JobLists,
  kinds: readonly JobKind[],
): Promise<Response> {
  const origin = originOf(request, host);
  const jobs: Record<string, unknown>[] = [];
  for (const kind of kinds) {
    const records = kind === 'triggered' ? await lists.triggered() : await lists.continuous();
    jobs.push(...records.map((record) => jobResponse(record, origin)));
  }
  const arm = armRequestOf(request);
  return tagged(request, arm ? armList(arm, jobs) : jobs);
}

async function getJob(request: HostRequest, host: HostContext, kind: JobKind): Promise<Response> {
  const name = jobNameOf(request, host);
  if (name === undefined) return empty(request, 404);
  const job = await (kind === 'triggered' ? host.engine.triggeredRecord(name) : host.engine.continuousRecord(name));
  if (!job) return empty(request, 404);
  const body = jobResponse(job, originOf(request, host));
  const arm = armRequestOf(request);
  return json(request, arm ? armObject(arm, body) : body);
}

/** Always 200, whether there was such a job or not, and whether it could be deleted or not (§8.1). */
async function deleteJob(request: HostRequest, host: HostContext, lists: JobLists, kind: JobKind): Promise<Response> {
  if (host.site.type !== 'home') return refuseToWriteSources(request, host);
  const name = jobNameOf(request, host);
  try {
    if (name !== undefined) await host.engine.deleteJob({ kind, name });
  } catch (error) {
    host.logger.error(`The ${kind} job '${name ?? ''}' could not be deleted.`, error);
  }
  lists.clear();
  return empty(request, 200);
}

async function getHistory(request: HostRequest, host: HostContext): Promise<Response> {
  const name = jobNameOf(request, host);
  const history = name === undefined ? undefined : await host.engine.history(name);
  if (!history) return empty(request, 404);
  const origin = originOf(request, host);
  const runs = history.map((run) => runResponse(run, origin));
  const arm = armRequestOf(request);
  return tagged(request, arm ? armList(arm, runs) : { runs });
}

async function getRun(request: HostRequest, host: HostContext): Promise<Response> {
  const name = jobNameOf(request, host);
  const runId = request.req.param('run') ?? '';
  if (name === undefined || !isPlainName(runId, host.flavor)) return empty(request, 404);
  const run = await host.engine.run(name, runId);
  if (!run) return empty(request, 404);
  const body = runResponse(run, originOf(request, host));
  const arm = armRequestOf(request);
  return json(request, arm ? armObject(arm, body) : body);
}

/** Lists and histories carry a tag and answer 304 to it (§8.2). */
function tagged(request: HostRequest, body: unknown): Response {
  const text = JSON.stringify(body);
  const etag = contentEtag(text);
  if (namesEtag(request.req.header('If-None-Match'), etag)) return empty(request, 304, { ETag: etag });
  return jsonText(request, text, { ETag: etag });
}
