import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { collectFiles } from '../../../src/core/packaging/collectFiles';
import { planPublish } from '../../../src/core/publish/publishPlan';
import { createSiteClock } from '../../../src/core/publish/siteClock';
import { compare, type ComparisonResult } from '../compare';
import { withGeneratedTree } from '../generatedTree';

/** What a publish does on this machine before it asks the site for anything. */
export async function* rows(): AsyncIterable<ComparisonResult> {
  yield await withGeneratedTree('modules', localSideOfThePlan);
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
