import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectFiles } from '../../../src/core/packaging/collectFiles';
import { preparePublish } from '../../../src/core/publish/preparePublish';
import { listRemoteFiles } from '../../../src/core/publish/listRemoteFiles';
import { publishJob } from '../../../src/core/publish/publishJob';
import { PublishStore } from '../../../src/core/publish/publishJournal';
import { planPublish, type PublishMode } from '../../../src/core/publish/publishPlan';
import { createSiteClock } from '../../../src/core/publish/siteClock';
import type { ScmClient } from '../../../src/core/remote/scmClient';
import { type LocalSite, startLocalSite } from '../../support/localSite';
import { compare, type ComparisonResult, median } from '../compare';
import { startDelayedProxy } from '../delayedProxy';
import { withGeneratedTree } from '../generatedTree';

/** Unpacking 10,000 files keeps a site silent for a while. */
const patienceMs = 120_000;

/** Publishing a job of 10,000 files in 1,200 folders. */
export async function* rows(): AsyncIterable<ComparisonResult> {
  yield await withGeneratedTree('modules', localSideOfThePlan);
  yield* await withGeneratedTree('modules', async (tree, scratch) => {
    writeFileSync(join(tree, 'run.sh'), 'echo version 0\n');
    const ends: (() => unknown)[] = [];
    const site = await startLocalSite({ after: (end) => void ends.push(end as () => unknown) });
    try {
      const store = new PublishStore(join(scratch, 'publishes'));
      await publish(site.connect(site.url, patienceMs), store, tree, 'newer');
      return [await listing(site), ...(await oneChangedFile(site, store, tree))];
    } finally {
      for (const end of ends.reverse()) await end();
    }
  });
}

async function localSideOfThePlan(tree: string, scratch: string): Promise<ComparisonResult> {
  const copy = join(scratch, 'copy');
  cpSync(tree, copy, { recursive: true, preserveTimestamps: true });
  const { entries: remote } = await collectFiles(copy);
  const hasRsync = spawnSync('rsync', ['--version']).error === undefined;
  return await compare({
    name: 'local side of the plan, 10,000 unchanged files, warm',
    subject: async () => {
      const { entries } = await collectFiles(tree);
      const plan = planPublish(entries, remote, { mode: 'newer', isCaseSensitive: true, clock: createSiteClock() });
      if (plan.files.some(({ reason }) => reason !== 'same')) throw new Error('The plan finds a difference.');
    },
    peer: () => {
      if (hasRsync) execFileSync('rsync', ['-an', '--update', `${tree}/`, `${copy}/`]);
      else execFileSync('find', [tree, '-type', 'f', '-printf', '%s %T@ %P\n'], { maxBuffer: 1e8 });
    },
    peerName: hasRsync ? 'rsync -an --update' : 'find -printf (rsync is not installed)',
    ...(hasRsync && { must: 1, stretch: 0.45 }),
  });
}

const roundTripMs = 50;
/** One after the other takes a minute for all folders; a part of them tells the time of each as well. */
const sequentialFolders = 100;

async function listing(site: LocalSite): Promise<ComparisonResult> {
  const proxy = await startDelayedProxy(site.url, roundTripMs);
  const client = site.connect(proxy.url);
  const { folders } = await listRemoteFiles(client, jobFolder);
  try {
    return await compare({
      name: `listing a remote job of ${folders.length} folders, ${roundTripMs} ms a round trip`,
      subject: () => listRemoteFiles(client, jobFolder),
      peer: async () => {
        const startedAt = performance.now();
        for (const folder of folders.slice(0, sequentialFolders)) await client.listFolder(`${jobFolder}/${folder}`);
        return ((performance.now() - startedAt) / sequentialFolders) * (folders.length + 1);
      },
      peerName: `one after the other (from ${sequentialFolders} of them)`,
      must: 0.15,
      stretch: 0.05,
    });
  } finally {
    proxy.close();
  }
}

const jobFolder = 'site/wwwroot/App_Data/jobs/triggered/job';

interface PublishFigures {
  readonly ms: number;
  readonly requests: number;
  readonly bytes: number;
}

const pairs = 7;

async function oneChangedFile(site: LocalSite, store: PublishStore, tree: string): Promise<ComparisonResult[]> {
  const figures: { readonly newer: PublishFigures; readonly replace: PublishFigures }[] = [];
  const run = async (mode: PublishMode): Promise<PublishFigures> => {
    appendFileSync(join(tree, 'run.sh'), '# changed\n');
    return await publish(site.connect(site.url, patienceMs), store, tree, mode);
  };
  for (let pair = -1; pair < pairs; pair++) {
    const isNewerFirst = pair % 2 === 0;
    const first = await run(isNewerFirst ? 'newer' : 'replace');
    const second = await run(isNewerFirst ? 'replace' : 'newer');
    if (pair >= 0) figures.push(isNewerFirst ? { newer: first, replace: second } : { newer: second, replace: first });
  }
  const row = (
    key: keyof PublishFigures,
    unit: string,
    bars: Pick<ComparisonResult, 'must' | 'stretch'>,
  ): ComparisonResult => ({
    name: `publish of 1 changed file of 10,000, ${key === 'ms' ? 'wall time' : key}`,
    peerName: 'mode replace of the same job',
    unit,
    subject: median(figures.map(({ newer }) => newer[key])),
    peer: median(figures.map(({ replace }) => replace[key])),
    ratio: median(figures.map(({ newer, replace }) => newer[key] / replace[key])),
    ...bars,
  });
  return [
    row('ms', 'ms', { must: 0.15, stretch: 0.05 }),
    row('requests', 'requests', { must: undefined, stretch: undefined }),
    row('bytes', 'bytes', { must: 0.01, stretch: undefined }),
  ];
}

async function publish(
  client: ScmClient,
  store: PublishStore,
  folder: string,
  mode: PublishMode,
): Promise<PublishFigures> {
  const startedAt = performance.now();
  const prepared = await preparePublish(client, { folder, kind: 'triggered', name: 'job', mode });
  const { isVerified } = await publishJob(client, prepared, { store });
  if (!isVerified) throw new Error(`The publish in mode ${mode} is not verified.`);
  const { requests, uploadedBytes } = client.transport.statistics;
  return { ms: performance.now() - startedAt, requests, bytes: uploadedBytes };
}
