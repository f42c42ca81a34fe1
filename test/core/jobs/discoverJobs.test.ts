import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { test, type TestContext } from 'node:test';
import { discoverJobs, type DiscoveryOptions, resolveWebJobsRoot } from '../../../src/core/jobs/discoverJobs';
import { temporaryFolder, writeTree } from '../../support/fileTree';

interface Found {
  readonly jobs: readonly string[];
  readonly roots: readonly string[];
  readonly warnings: readonly string[];
}

/** What is found from `opened`, with paths relative to the tree. */
async function discover(
  context: TestContext,
  paths: readonly string[],
  opened = '.',
  options: DiscoveryOptions = {},
): Promise<Found> {
  const folder = await temporaryFolder(context);
  await writeTree(folder, Object.fromEntries(paths.map((path) => [path, ''])));
  const { jobs, jobsRoots, warnings } = await discoverJobs(join(folder, opened), options);
  const short = (path: string): string => relative(folder, path).split(sep).join('/');
  return {
    jobs: jobs.map(({ kind, name, path }) => `${kind} ${name} ${short(path)}`),
    roots: jobsRoots.map(short),
    warnings: warnings.map(({ code, path }) => `${code} ${short(path)}`),
  };
}

const root = 'web/App_Data/jobs';

test('finds jobs below a folder, triggered ones first, by name', async (context) => {
  const found = await discover(context, [
    `${root}/continuous/worker/run.js`,
    `${root}/triggered/b/run.sh`,
    `${root}/triggered/A/run.sh`,
    `${root}/triggered/readme.md`,
    'home/site/jobs/triggered/c/run.sh',
    'jobs/triggered/other/run.sh',
    `node_modules/x/App_Data/jobs/triggered/no/run.sh`,
    '.git/App_Data/jobs/triggered/no/run.sh',
  ]);
  assert.deepEqual(found, {
    jobs: [
      `triggered A ${root}/triggered/A`,
      `triggered b ${root}/triggered/b`,
      'triggered c home/site/jobs/triggered/c',
      `continuous worker ${root}/continuous/worker`,
    ],
    roots: ['home/site/jobs', root],
    warnings: [],
  });
});

test('warns once of each folder that is spelled differently', async (context) => {
  const found = await discover(context, ['app_data/Jobs/Continuous/x/run.sh', 'app_data/Jobs/triggered/y/run.sh']);
  assert.deepEqual(found, {
    jobs: ['triggered y app_data/Jobs/triggered/y', 'continuous x app_data/Jobs/Continuous/x'],
    roots: ['app_data/Jobs'],
    warnings: ['folder-spelling app_data', 'folder-spelling app_data/Jobs', 'folder-spelling app_data/Jobs/Continuous'],
  });
});

const files = [`${root}/triggered/a/bin/run.sh`, `${root}/triggered/b/run.sh`, `${root}/continuous/c/run.sh`];
for (const [opened, names] of [
  ['web/App_Data', ['a', 'b', 'c']],
  [root, ['a', 'b', 'c']],
  [`${root}/triggered`, ['a', 'b']],
  [`${root}/triggered/a`, ['a']],
  [`${root}/triggered/a/bin`, ['a']],
] as const) {
  test(`finds the jobs around ${opened}`, async (context) => {
    const { jobs } = await discover(context, files, opened);
    assert.deepEqual(
      jobs.map((job) => job.split(' ')[1]),
      names,
    );
  });
}

test('follows the setting for the jobs folder, and extra folders of any level', async (context) => {
  const paths = [
    'wwwroot/custom/triggered/a/run.sh',
    'x/continuous/b/run.sh',
    'y/triggered/c/run.sh',
    'z/triggered/d/run.sh',
  ];
  const { jobs, warnings } = await discover(context, paths, 'wwwroot', {
    webJobsRootPath: '\\%NAME%/',
    environment: { NAME: 'custom' },
    extraFolders: ['../x', '../y/triggered', '../z/triggered/d', '../none'],
  });
  assert.deepEqual(jobs, [
    'triggered a wwwroot/custom/triggered/a',
    'triggered c y/triggered/c',
    'triggered d z/triggered/d',
    'continuous b x/continuous/b',
  ]);
  assert.deepEqual(warnings, ['jobs-folder-missing none']);
});

test('leaves out what the user excluded', async (context) => {
  const paths = [`${root}/triggered/a/run.sh`, `out/${root}/triggered/a/run.sh`];
  const { roots } = await discover(context, paths, '.', { isExcluded: (path) => path === 'out' });
  assert.deepEqual(roots, [root]);
});

test('does not walk in circles, but takes linked job folders', async (context) => {
  const folder = await temporaryFolder(context);
  await writeTree(folder, { [`${root}/triggered/a/run.sh`]: '', 'elsewhere/run.sh': '' });
  await symlink(folder, join(folder, 'web', 'loop'), 'dir');
  await symlink(join(folder, 'elsewhere'), join(folder, root, 'triggered', 'linked'), 'dir');
  const { jobs } = await discoverJobs(folder);
  assert.deepEqual(
    jobs.map(({ name }) => name),
    ['a', 'linked'],
  );
});

test('stops when asked to, and rejects for a missing folder', async (context) => {
  const folder = await temporaryFolder(context);
  await assert.rejects(discoverJobs(folder, { signal: AbortSignal.abort() }), { name: 'AbortError' });
  await assert.rejects(discoverJobs(join(folder, 'missing')), { code: 'ENOENT' });
});

test('joins WEBJOBS_ROOT_PATH to wwwroot as the service does', () => {
  assert.equal(resolveWebJobsRoot('/www', '/app/jobs/'), join('/www', 'app', 'jobs'));
  assert.equal(resolveWebJobsRoot('/www', 'D:\\jobs\\'), 'D:\\jobs');
  assert.equal(resolveWebJobsRoot('/www', '%UNSET%'), join('/www', '%UNSET%'));
});
