import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { stateFolderFor } from '../../../src/core/hostClient/userStateFolder';
import { usualRunMsOfJob } from '../../../src/core/hostClient/usualRunOfJob';

let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'webjobs-usual-run-'));
});
after(() => rm(folder, { recursive: true }));

/** Writes runs of so many seconds below a job's data folder. */
async function writeRuns(
  dataFolder: string,
  runs: readonly (readonly [status: string, seconds: number])[],
): Promise<void> {
  for (const [index, [status, seconds]] of runs.entries()) {
    const run = join(dataFolder, `2026010100000${String(index)}000000`);
    await mkdir(run, { recursive: true });
    const EndTime = new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString();
    await writeFile(
      join(run, 'status'),
      JSON.stringify({ Status: status, StartTime: '2026-01-01T00:00:00Z', EndTime }),
    );
  }
}

test('the median of the successful runs of a workspace job', async () => {
  const jobsRoot = join(folder, 'shop', 'App_Data', 'jobs');
  const state = await stateFolderFor(jobsRoot, folder);
  await writeRuns(join(state, 'data', 'jobs', 'triggered', 'report'), [
    ['Success', 10],
    ['Failed', 1],
    ['Success', 50],
    ['Running', 2],
    ['Success', 20],
  ]);
  assert.equal(await usualRunMsOfJob(join(jobsRoot, 'triggered', 'report'), folder), 20_000);
});

test('a job of a site has its history below HOME', async () => {
  const home = join(folder, 'home');
  await writeRuns(join(home, 'data', 'jobs', 'triggered', 'report'), [
    ['Success', 7],
    ['Success', 7],
    ['Success', 7],
  ]);
  const job = join(home, 'site', 'wwwroot', 'App_Data', 'jobs', 'triggered', 'report');
  assert.equal(await usualRunMsOfJob(job, folder), 7000);
});

test('too few runs tell nothing', async () => {
  const jobsRoot = join(folder, 'other', 'App_Data', 'jobs');
  const state = await stateFolderFor(jobsRoot, folder);
  await writeRuns(join(state, 'data', 'jobs', 'triggered', 'report'), [['Success', 10]]);
  assert.equal(await usualRunMsOfJob(join(jobsRoot, 'triggered', 'report'), folder), undefined);
  assert.equal(await usualRunMsOfJob(join(jobsRoot, 'triggered', 'none'), folder), undefined);
  assert.equal(await usualRunMsOfJob(join(jobsRoot, 'continuous', 'report'), folder), undefined);
});
