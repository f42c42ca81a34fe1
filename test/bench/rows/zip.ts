import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { zipJob } from '../../../src/core/packaging/zipJob';
import { compare, type ComparisonResult } from '../compare';
import { withGeneratedTree } from '../generatedTree';

/** Packing generated job folders, beside Info-ZIP at its default compression. */
export async function* rows(): AsyncIterable<ComparisonResult> {
  for (const preset of ['job', 'modules'] as const) {
    yield await withGeneratedTree(preset, (tree, scratch) => {
      const ours = join(scratch, 'ours.zip');
      const theirs = join(scratch, 'theirs.zip');
      return compare({
        name: `zip of the tree "${preset}"`,
        subject: async () => {
          rmSync(ours, { force: true });
          await zipJob(tree, ours);
        },
        peer: () => {
          rmSync(theirs, { force: true });
          execFileSync('zip', ['-r', '-q', '-6', theirs, '.'], { cwd: tree });
        },
        peerName: 'zip -r -6',
        must: 1.5,
        stretch: 0.7,
        ...(preset === 'modules' ? { pairs: 3 } : {}),
      });
    });
  }
}
