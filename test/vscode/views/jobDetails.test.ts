import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RemoteRun } from '../../../src/core/remote/remoteJob';
import type { SiteClients } from '../../../src/vscode/remote/siteClients';
import type { Site } from '../../../src/vscode/sites/site';
import { jobDetailItem, runTooltip } from '../../../src/vscode/views/jobDetailItem';
import { JobDetails } from '../../../src/vscode/views/jobDetails';
import { type JobNode, TreeNodes } from '../../../src/vscode/views/treeNodes';
import { english } from '../englishLocalizer';
import { report, worker } from '../sampleJobs';

const shop = { id: 'w', state: { kind: 'connected', url: 'http://127.0.0.1:1' } } as Site;
const context = { now: new Date('2026-03-02T12:00:00'), locale: 'en', l10n: english };

function run(number: number, change: Partial<RemoteRun> = {}): RemoteRun {
  const startMs = new Date('2026-03-02T10:00:00').getTime() - number * 60_000;
  return {
    id: `run${number}`,
    status: 'Success',
    startMs,
    endMs: startMs + 12_000,
    durationMs: 12_000,
    outputPath: null,
    trigger: 'Schedule - 0 0 2 * * *',
    ...change,
  };
}

function setUp(client: object): { readonly details: JobDetails; readonly job: JobNode; readonly continuous: JobNode } {
  const clients = { of: () => Promise.resolve(client) } as unknown as SiteClients;
  const nodes = new TreeNodes();
  return {
    details: new JobDetails(clients, english),
    job: nodes.job(shop, report),
    continuous: nodes.job(shop, worker),
  };
}

test('runs come newest first, ten at once and ten more on request', async () => {
  const runs = Array.from({ length: 25 }, (_, index) => run(index));
  const tags: (string | undefined)[] = [];
  const { details, job } = setUp({
    listRuns: (_name: string, { etag }: { readonly etag?: string }) => {
      tags.push(etag);
      return Promise.resolve(etag === 'a' ? { unchanged: true } : { unchanged: false, value: runs, etag: 'a' });
    },
  });
  const first = await details.of(job);
  assert.deepEqual([first.length, first[0]?.id, first.at(-1)?.type], [11, `${job.id}/run/run0`, 'more']);
  details.showMore(job.id);
  assert.equal((await details.of(job)).length, 21);
  details.showMore(job.id);
  assert.deepEqual(
    (await details.of(job)).map(({ type }) => type),
    Array<string>(25).fill('run'),
  );
  assert.deepEqual(tags, [undefined, 'a', 'a'], 'an unchanged history is not sent again');
});

test('instances of a continuous job, no runs, and a site that does not answer', async () => {
  const instances = [{ instance: 'ab12', status: 'Running' }];
  const { details, continuous } = setUp({ getJob: () => Promise.resolve({ instances }) });
  const [row] = await details.of(continuous);
  assert.ok(row);
  assert.equal(jobDetailItem(row, context).description, 'Running');

  const quiet = setUp({ listRuns: () => Promise.resolve({ unchanged: false, value: [], etag: null }) });
  const [none] = await quiet.details.of(quiet.job);
  assert.equal(none && jobDetailItem(none, context).description, 'no runs yet');

  const gone = setUp({ listRuns: () => Promise.reject(new Error('Cannot list: refused.')) });
  const [note] = await gone.details.of(gone.job);
  assert.equal(note && jobDetailItem(note, context).description, 'Cannot list: refused.');
});

test('a run tells start, result and duration; its tooltip the trigger', () => {
  const below = { site: shop, key: report };
  const item = (each: RemoteRun) => jobDetailItem({ type: 'run', id: 'x', ...below, run: each }, context);
  assert.deepEqual(
    [item(run(0)).label, item(run(0)).description, item(run(0)).icon?.id],
    ['10:00', 'succeeded · 12 s', 'pass'],
  );
  assert.equal(item(run(0, { status: 'Running', endMs: null })).description, 'running · 12 s');
  assert.equal(item(run(0, { status: 'Aborted', endMs: null })).description, 'aborted');
  assert.match(runTooltip(run(0), context), /Trigger: Schedule - 0 0 2/);
});

test('a site that has been stopped is not asked, which would start it again', async () => {
  const clients = { of: () => assert.fail('the site is asked') } as unknown as SiteClients;
  const stopped = { id: 'local', state: { kind: 'idle' } } as Site;
  assert.deepEqual(await new JobDetails(clients, english).of(new TreeNodes().job(stopped, report)), []);
});
