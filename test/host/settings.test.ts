/** The site's settings over HTTP, and what the engine and uploads make of them. */
import assert from 'node:assert/strict';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { rawZip } from '../support/rawZip';
import { openTestHost, type TestHost } from './testHost';

const jobs = 'site/wwwroot/App_Data/jobs';

async function settingsOf({ send }: TestHost): Promise<Record<string, string>> {
  const settings = (await send('GET', '/api/settings')).json as Record<string, string>;
  return Object.fromEntries(Object.entries(settings).filter(([name]) => name !== 'WEBSITE_INSTANCE_ID'));
}

async function post({ send }: TestHost, body: unknown): Promise<number> {
  return (await send('POST', '/api/settings', { body: typeof body === 'string' ? body : JSON.stringify(body) })).status;
}

test('settings come from the store, then from files, then from the environment', async (context) => {
  const host = await openTestHost(context, {
    files: { '.env': 'FROM_FILE=file\nWEBJOBS_RESTART_TIME=5\n' },
    environment: {
      PATH: process.env.PATH,
      APPSETTING_WEBJOBS_RESTART_TIME: '1',
      APPSETTING_ScmType: 'GitHub',
      WEBJOBS_IDLE_TIMEOUT: '7',
      SECRET_OF_THE_MACHINE: 'x',
    },
  });
  const inherited = { FROM_FILE: 'file', ScmType: 'GitHub', WEBJOBS_IDLE_TIMEOUT: '7' };
  assert.deepEqual(await settingsOf(host), { ...inherited, WEBJOBS_RESTART_TIME: '5' });
  assert.equal(await post(host, { WEBJOBS_RESTART_TIME: 9, Mine: 'yes' }), 204);
  assert.deepEqual(await settingsOf(host), { ...inherited, WEBJOBS_RESTART_TIME: '9', Mine: 'yes' });
  assert.equal(await post(host, { key: 'mine', value: 'again' }), 204);
  assert.deepEqual(await settingsOf(host), { ...inherited, WEBJOBS_RESTART_TIME: '9', mine: 'again' });
  for (const name of ['webjobs_restart_time', 'FROM_FILE', 'nobody%20knows']) {
    assert.equal((await host.send('DELETE', `/api/settings/${name}`)).status, 204);
  }
  assert.deepEqual(await settingsOf(host), { ...inherited, WEBJOBS_RESTART_TIME: '5', mine: 'again' });
});

for (const flavor of ['windows', 'linux'] as const) {
  test(`one setting is a JSON string, in any case of its name (${flavor})`, async (context) => {
    const { send } = await openTestHost(context, { flavor, files: { '.env': `Greeting='Grüße, "Welt"'` } });
    const found = await send('GET', '/api/settings/GREETING');
    assert.equal(found.status, 200);
    assert.equal(found.headers['content-type'], 'application/json; charset=utf-8');
    assert.equal(found.json, 'Grüße, "Welt"');
    const missing = await send('GET', '/settings/nope');
    assert.equal(missing.status, 404);
    const told = flavor === 'linux' ? missing.text : (missing.json as { Message: string }).Message;
    assert.match(told, /'nope'/);
  });
}

test('a body that holds no settings changes nothing', async (context) => {
  const host = await openTestHost(context);
  const bodies = [
    '',
    ' ',
    '[',
    'null',
    '[]',
    '"text"',
    '{"": "x"}',
    '{"key": "", "value": "x"}',
    '{"key": 5, "value": "x"}',
  ];
  const values = [
    '{"a": null}',
    '{"a": {}}',
    '{"a": ["x"]}',
    '{"a=b": "x"}',
    '{"a\\u0000b": "x"}',
    '{"a": "x\\u0000y"}',
  ];
  for (const body of [...bodies, ...values]) assert.equal(await post(host, body), 400, body);
  assert.deepEqual(await settingsOf(host), {});
  assert.equal(await post(host, {}), 204);
  assert.deepEqual(await settingsOf(host), {});
});

test('the store outlives the host, below the site but not in what is deployed, for the user alone', async (context) => {
  const first = await openTestHost(context);
  await post(first, { Kept: 'yes' });
  await first.host.close();
  const file = join(first.home, 'site', 'deployments', 'settings.json');
  if (process.platform !== 'win32') assert.equal((await stat(file)).mode & 0o777, 0o600);
  const second = await openTestHost(context, { site: { type: 'home', home: first.home } });
  assert.deepEqual(await settingsOf(second), { Kept: 'yes' });
});

test('a damaged store is left as it is, and said', async (context) => {
  const host = await openTestHost(context, { files: { 'site/deployments/settings.json': '{"Values": {' } });
  const answer = await host.send('POST', '/api/settings', { body: '{"a": "b"}' });
  assert.equal(answer.status, 400);
  assert.match(answer.text, /settings\.json' is not valid JSON/);
  assert.equal(await readFile(join(host.home, 'site/deployments/settings.json'), 'utf8'), '{"Values": {');
});

test('settings need credentials, and those of a workspace are only read', async (context) => {
  const root = await openTestHost(context);
  const anonymous = await root.send('GET', '/api/settings', { headers: { Authorization: '' } });
  assert.equal(anonymous.status, 401);

  const folder = join(root.home, 'workspace');
  await mkdir(join(folder, 'App_Data/jobs'), { recursive: true });
  await writeFile(join(folder, '.env'), 'WEBJOBS_STOPPED=1\n');
  const stateFolder = join(root.home, 'state');
  const site = { type: 'folder', jobsRoot: join(folder, 'App_Data/jobs'), stateFolder } as const;
  const workspace = await openTestHost(context, { site });
  assert.deepEqual(await settingsOf(workspace), { WEBJOBS_STOPPED: '1' });
  assert.equal(await post(workspace, { a: 'b' }), 403);
  assert.equal((await workspace.send('DELETE', '/api/settings/WEBJOBS_STOPPED')).status, 403);
});

test('a setting counts from the next moment on: runs, the environment of jobs, times of archives', async (context) => {
  const script = 'printf %s "$Greeting" > "$WEBJOBS_DATA_PATH/greeting"\n';
  const host = await openTestHost(context, { files: { [`${jobs}/triggered/report/run.sh`]: script } });
  const run = async (): Promise<number> => (await host.send('POST', '/api/triggeredwebjobs/report/run')).status;
  await post(host, { WEBJOBS_STOPPED: 'true', Greeting: 'hello' });
  assert.equal(await run(), 409);
  await host.send('DELETE', '/api/settings/WEBJOBS_STOPPED');
  const connection = await host.connect();
  const ended = new Promise<void>((resolve) => {
    connection.onDidChangeJob((job) => job.latestRun?.status === 'Success' && resolve());
  });
  assert.equal(await run(), 202);
  await ended;
  assert.equal(await readFile(join(host.home, 'data/jobs/triggered/report/greeting'), 'utf8'), 'hello');

  const archive = rawZip([{ name: 'file.txt', content: 'x' }]);
  const stored = async (): Promise<number> => {
    assert.equal((await host.send('PUT', `/api/zip/${jobs}/triggered/report/`, { body: archive })).status, 200);
    return (await stat(join(host.home, jobs, 'triggered/report/file.txt'))).mtimeMs;
  };
  const inUtc = await stored();
  await post(host, { WEBSITE_TIME_ZONE: 'India Standard Time' });
  assert.equal((inUtc - (await stored())) / 60_000, 330);
});
