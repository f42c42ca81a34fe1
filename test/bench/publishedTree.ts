import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { preparePublish } from '../../src/core/publish/preparePublish';
import { publishJob } from '../../src/core/publish/publishJob';
import { PublishStore } from '../../src/core/publish/publishJournal';
import type { PublishMode } from '../../src/core/publish/publishPlan';
import type { ScmClient } from '../../src/core/remote/scmClient';
import { type LocalSite, startLocalSite } from '../support/localSite';
import { withGeneratedTree } from './generatedTree';

/** Unpacking 10,000 files keeps a site silent for a while. */
export const patienceMs = 120_000;

/** Where the published job lies on the site. */
export const jobFolder = 'site/wwwroot/App_Data/jobs/triggered/job';

/** A job of 10,000 files in 1,200 folders, on this machine and on a site. */
export interface PublishedTree {
  readonly site: LocalSite;
  readonly store: PublishStore;
  readonly tree: string;
}

/** What a publish took. */
export interface PublishFigures {
  readonly ms: number;
  readonly requests: number;
  readonly bytes: number;
}

export async function withPublishedTree<T>(use: (published: PublishedTree) => Promise<T>): Promise<T> {
  return await withGeneratedTree('modules', async (tree, scratch) => {
    writeFileSync(join(tree, 'run.sh'), 'echo version 0\n');
    const ends: (() => unknown)[] = [];
    const site = await startLocalSite({ after: (end) => void ends.push(end as () => unknown) });
    try {
      const store = new PublishStore(join(scratch, 'publishes'));
      await publish(site.connect(site.url, patienceMs), store, tree, 'newer');
      return await use({ site, store, tree });
    } finally {
      for (const end of ends.reverse()) await end();
    }
  });
}

export async function publish(
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
