import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PublishMode } from '../../../src/core/publish/publishPlan';
import { type ComparisonResult, median } from '../compare';
import { patienceMs, publish, type PublishedTree, type PublishFigures, withPublishedTree } from '../publishedTree';

/** Publishing a job of 10,000 files in 1,200 folders after one of them has changed. */
export async function* rows(): AsyncIterable<ComparisonResult> {
  yield* await withPublishedTree(oneChangedFile);
}

const pairs = 7;

async function oneChangedFile({ site, store, tree }: PublishedTree): Promise<ComparisonResult[]> {
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
