import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type JobDebugConfiguration, configurationFor } from '../../../src/vscode/debug/debugConfiguration';
import { debugStart } from '../../../src/vscode/debug/debugStart';
import { english } from '../englishLocalizer';
import { report, worker } from '../sampleJobs';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'webjobs-debug-start-'));
});
after(() => rm(folder, { recursive: true, force: true }));

function start(job: typeof worker, settings: Partial<JobDebugConfiguration> = {}) {
  const configuration = { ...configurationFor({ ...job, path: job.folder }), ...settings };
  return debugStart(configuration, job, { runtime: 'node' }, english);
}

const debug = { runtime: 'node' };

test('a continuous job starts with nothing but the debugger', async () => {
  assert.deepEqual(await start(worker), { debug });
});

test('a scheduled job starts as if its schedule had fired, unless it gets arguments', async () => {
  assert.deepEqual(await start(report), { debug, trigger: 'Schedule - 0 30 2 * * *' });
  assert.deepEqual(await start(report, { arguments: '--once' }), { debug, arguments: '--once' });
  assert.deepEqual(await start({ ...report, schedule: 'never' }), { debug });
});

test('settings of the configuration beat those of its file, in both formats', async () => {
  const file = join(folder, 'shop.env');
  await writeFile(file, '# shop\nA=file\nB="two words"\n');
  assert.deepEqual(await start(worker, { envFile: file, env: { A: 'own' } }), {
    debug,
    appSettings: { A: 'own', B: 'two words' },
  });
  const json = join(folder, 'local.settings.json');
  await writeFile(json, '{ "Values": { "A": "json" }, "ConnectionStrings": { "Db": "server" } }');
  assert.deepEqual(await start(worker, { envFile: json }), {
    debug,
    appSettings: { A: 'json', CUSTOMCONNSTR_Db: 'server' },
  });
});

test('a file that is not there is named', async () => {
  const file = join(folder, 'missing.env');
  await assert.rejects(
    start(worker, { envFile: file }),
    /"envFile" of "Debug order-worker" cannot be read.*missing\.env/,
  );
});
