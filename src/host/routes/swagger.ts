import type { TriggeredJobRecord } from '../../core/runner/jobRecords';

/** A Swagger 2.0 document with one operation for each triggered job; its host is literally `placeHolder` (kudu-webjobs §8.1). */
export function swaggerDocument(jobs: readonly TriggeredJobRecord[]): Record<string, unknown> {
  return {
    swagger: '2.0',
    info: { version: 'v1', title: 'WebJobs' },
    host: 'placeHolder',
    schemes: ['https'],
    paths: Object.fromEntries(jobs.map(({ name }) => [`/api/triggeredjobs/${name}/run`, { post: operation(name) }])),
  };
}

function operation(name: string): Record<string, unknown> {
  return {
    deprecated: false,
    operationId: name,
    consumes: [],
    produces: [],
    responses: { 200: { description: 'Success' }, default: { description: 'Success' } },
    parameters: [{ name: 'arguments', in: 'query', description: 'Web Job Arguments', required: false, type: 'string' }],
  };
}
