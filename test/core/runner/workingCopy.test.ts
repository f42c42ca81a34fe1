import assert from 'node:assert/strict';
import { readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { randomName, WorkingCopy } from '../../../src/core/runner/workingCopy';
import { temporaryFolder, writeTree } from '../../support/fileTree';

const before = '2025-01-02T03:04:06.123Z';

/** A job with two files, and a first copy of it. */
async function copied(
  context: TestContext,
): Promise<{ job: string; copies: string; prepare: () => Promise<string | undefined> }> {
  const folder = await temporaryFolder(context);
  const [job, copies] = [join(folder, 'job'), join(folder, 'copies')];
  await writeTree(job, {
    'run.sh': { text: 'echo 1\n', mtime: before },
    'lib/v.txt': { text: 'v1', mtime: before },
  });
  const workingCopy = new WorkingCopy(job, copies);
  const prepare = async (): Promise<string | undefined> => {
    let announced: string | undefined;
    const { change } = await workingCopy.prepare((text) => {
      announced = text;
      return Promise.resolve();
    });
    assert.equal(change, announced);
    return change;
  };
  assert.equal(await prepare(), undefined);
  return { job, copies, prepare };
}

/** The one copy that there is. */
async function onlyCopy(copies: string): Promise<string> {
  const [name, ...others] = await readdir(copies);
  assert.deepEqual(others, []);
  return join(copies, name ?? '');
}

test('a copy is used again until something changes', async (context) => {
  const { copies, prepare } = await copied(context);
  const first = await onlyCopy(copies);
  await writeFile(join(first, 'written-by-the-job.txt'), 'x');
  assert.equal(await prepare(), undefined);
  assert.equal(await onlyCopy(copies), first);
});

test('another time is a change, also an older one, whatever the content', async (context) => {
  const { job, copies, prepare } = await copied(context);
  const first = await onlyCopy(copies);
  await utimes(join(job, 'lib/v.txt'), new Date('2020-01-01'), new Date('2020-01-01'));
  assert.equal(await prepare(), "Job file 'lib/v.txt' timestamp differs between source and working directories.");
  assert.notEqual(await onlyCopy(copies), first);
  assert.equal(await prepare(), undefined);
});

test('another content with the same time is no change', async (context) => {
  const { job, copies, prepare } = await copied(context);
  await writeFile(join(job, 'lib/v.txt'), 'v2');
  await utimes(join(job, 'lib/v.txt'), new Date(before), new Date(before));
  assert.equal(await prepare(), undefined);
  assert.equal(await readFile(join(await onlyCopy(copies), 'lib/v.txt'), 'utf8'), 'v1');
});

test('a new file and a deleted file are changes; a renaming in case only is none', async (context) => {
  const { job, prepare } = await copied(context);
  await rename(join(job, 'run.sh'), join(job, 'RUN.sh'));
  assert.equal(await prepare(), undefined);
  await writeFile(join(job, 'new.txt'), 'x');
  assert.equal(await prepare(), "Job file 'new.txt' exists in source directory but not in working directory.");
  await rm(join(job, 'new.txt'));
  assert.equal(await prepare(), "Job file 'new.txt' has been deleted.");
});

test('a file that the job changes in its copy makes the next copy', async (context) => {
  const { copies, prepare } = await copied(context);
  await writeFile(join(await onlyCopy(copies), 'lib/v.txt'), 'changed');
  assert.equal(await prepare(), "Job file 'lib/v.txt' timestamp differs between source and working directories.");
});

test('random names are in 8.3 form and differ', () => {
  const names = Array.from({ length: 50 }, randomName);
  assert.ok(names.every((name) => /^[a-z0-5]{8}\.[a-z0-5]{3}$/.test(name)));
  assert.equal(new Set(names).size, 50);
});

test('a renewal that fails half-way is begun anew at the next start', async (context) => {
  const folder = await temporaryFolder(context);
  const [job, copies] = [join(folder, 'job'), join(folder, 'copies')];
  await writeTree(job, { 'run.sh': { text: 'echo 1\n', mtime: before }, 'v.txt': { text: 'v1', mtime: before } });
  const workingCopy = new WorkingCopy(job, copies);
  await workingCopy.prepare(() => Promise.resolve());
  await writeFile(join(job, 'run.sh'), 'echo 2\n');
  // A file that was listed and is gone when it is to be copied, as in the middle of a deployment.
  await assert.rejects(workingCopy.prepare(() => rm(join(job, 'v.txt'))));
  const { path } = await workingCopy.prepare(() => Promise.resolve());
  assert.deepEqual(await readdir(path), ['run.sh']);
});
