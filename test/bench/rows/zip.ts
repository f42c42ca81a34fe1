import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { zipJob } from '../../../src/core/packaging/zipJob';
import { compare, type ComparisonResult, median } from '../compare';
import { withGeneratedTree } from '../generatedTree';
import type { ZipFigures } from '../zipProcess';
import { bundleProgram } from '../../support/bundleProgram';

/** Packing generated job folders, beside Info-ZIP at its default compression and beside archiver left to itself. */
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
      });
    });
  }
  yield* await withGeneratedTree('modules', (tree, scratch) => Promise.resolve(besideArchiver(tree, scratch)));
}

const pairs = 7;

/** Both in processes of their own, so that neither inherits the other's memory. */
function besideArchiver(tree: string, scratch: string): ComparisonResult[] {
  const program = join(scratch, 'zipProcess.cjs');
  bundleProgram(join(__dirname, '..', 'zipProcess.ts'), program);
  const pack = (who: 'ours' | 'archiver'): ZipFigures => {
    const output = execFileSync(process.execPath, [program, who, tree, join(scratch, `${who}.zip`)]);
    return JSON.parse(output.toString()) as ZipFigures;
  };
  const figures: { readonly ours: ZipFigures; readonly archiver: ZipFigures }[] = [];
  for (let pair = -1; pair < pairs; pair++) {
    const isOursFirst = pair % 2 === 0;
    const first = pack(isOursFirst ? 'ours' : 'archiver');
    const second = pack(isOursFirst ? 'archiver' : 'ours');
    if (pair >= 0) figures.push(isOursFirst ? { ours: first, archiver: second } : { ours: second, archiver: first });
  }
  // An archive that nobody can read would be quick to write.
  execFileSync('unzip', ['-tq', join(scratch, 'ours.zip')]);
  const row = (
    name: string,
    key: keyof ZipFigures,
    unit: string,
    bars: Pick<ComparisonResult, 'must' | 'stretch'>,
  ): ComparisonResult => ({
    name,
    peerName: 'archiver.directory()',
    unit,
    subject: median(figures.map(({ ours }) => ours[key])),
    peer: median(figures.map(({ archiver }) => archiver[key])),
    ratio: median(figures.map(({ ours, archiver }) => ours[key] / archiver[key])),
    ...bars,
  });
  return [
    row('zip of the tree "modules", unpacked by unzip -t', 'ms', 'ms', { must: 0.7, stretch: 0.35 }),
    row('peak memory of it, the whole process', 'peakMiB', 'MiB', { must: 1, stretch: 0.7 }),
    row('longest pause of the thread that asks for it', 'pauseMs', 'ms', { must: 0.3, stretch: 0.15 }),
  ];
}
