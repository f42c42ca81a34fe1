import { listRemoteFiles } from '../../../src/core/publish/listRemoteFiles';
import { compare, type ComparisonResult } from '../compare';
import { startDelayedProxy } from '../delayedProxy';
import { jobFolder, withPublishedTree } from '../publishedTree';
import type { LocalSite } from '../../support/localSite';

/** Listing a remote job of 10,000 files in 1,200 folders. */
export async function* rows(): AsyncIterable<ComparisonResult> {
  yield await withPublishedTree(({ site }) => listing(site));
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
