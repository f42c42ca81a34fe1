import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readZipEntries } from '../../src/core/packaging/readZipEntries';
import { writeTree } from '../support/fileTree';
import { openTerminal } from './siteTerminal';

test('logs are printed as they are, and written to files', async (t) => {
  const { site, folder, run } = await openTerminal(t);
  const log = 'one\r\ntwo ü\r\n';
  await writeTree(site.home, {
    'site/wwwroot/App_Data/jobs/triggered/report/run.sh': 'exit 0\n',
    'data/jobs/triggered/report/202511200200003124/status': '{"Trigger":"x","Status":"Success"}',
    'data/jobs/triggered/report/202511200200003124/output_log.txt': log,
    'data/jobs/triggered/report/job_scheduler.log': 'scheduled\r\n',
  });
  assert.deepEqual(await run('remote', 'logs', 'report'), { exitCode: 0, stdout: log, stderr: '' });
  assert.equal((await run('remote', 'logs', 'report', '--scheduler')).stdout, 'scheduled\r\n');
  const one = await run('remote', 'logs', 'report', '--run', '202511200200003124', '--output', 'run.txt', '--json');
  assert.deepEqual(JSON.parse(one.stdout), { file: join(folder, 'run.txt'), bytes: 13 });
  assert.equal(await readFile(join(folder, 'run.txt'), 'utf8'), log);
  assert.equal((await run('remote', 'logs', 'report', '--output', 'all.zip')).exitCode, 0);
  const paths = (await readZipEntries(join(folder, 'all.zip'))).map(({ path }) => path).sort();
  assert.deepEqual(paths, ['202511200200003124/output_log.txt', '202511200200003124/status', 'job_scheduler.log']);
});

test('what cannot be done with logs is told', async (t) => {
  const { site, run } = await openTerminal(t);
  await writeTree(site.home, { 'site/wwwroot/App_Data/jobs/triggered/report/run.sh': 'exit 0\n' });
  const cases: readonly (readonly [exitCode: number, told: RegExp, args: readonly string[]])[] = [
    [2, /not both/, ['--output', 'x', '--follow']],
    [2, /never ran/, ['--output', 'x']],
    [2, /\.\.\/x is no id of a run/, ['--run', '../x', '--output', 'x']],
    [1, /has no such log of report/, ['--run', '202511200200003124', '--output', 'x']],
    [1, /has no such log of report/, ['--output', 'x.zip']],
  ];
  for (const [exitCode, told, args] of cases) {
    const result = await run('remote', 'logs', 'report', ...args);
    assert.equal(result.exitCode, exitCode, args.join(' '));
    assert.match(result.stderr, told);
    assert.equal(result.stdout, '');
  }
});
