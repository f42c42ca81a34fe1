/** What a publish says about the site it goes to, which the site tells through its settings. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { UserError } from '../../../src/core/base/userError';
import { bytesBody } from '../../../src/core/remote/scmClient';
import { writeTree } from '../../support/fileTree';
import { nothing, PublishScene } from './publishScene';

const script = { 'run.sh': { text: 'echo hello\n', mtime: '2025-03-30T01:30:00Z' } };

async function problemsOf(scene: PublishScene): Promise<readonly string[]> {
  const { problems } = await scene.prepare(scene.site.connect());
  return problems.map(({ severity, code }) => `${severity} ${code}`);
}

for (const flavor of ['windows', 'linux'] as const) {
  test(`a job of the package that the site runs from is not published over (${flavor})`, async (t) => {
    const scene = await PublishScene.create(t, script, { flavor });
    await scene.writeSite({ 'run.sh': 'old' });
    await scene.site.setSettings({ WEBSITE_RUN_FROM_PACKAGE: '1' });
    assert.deepEqual(await problemsOf(scene), ['error run-from-package']);
    const client = scene.site.connect();
    await assert.rejects(scene.carryOut(client, await scene.prepare(client)), { code: 'publish-refused' });
    assert.deepEqual(await scene.siteFiles(), { 'run.sh': 'old' });
  });

  test(`a new job goes beside the package (${flavor})`, async (t) => {
    const scene = await PublishScene.create(t, script, { flavor });
    await scene.site.setSettings({ WEBSITE_RUN_FROM_PACKAGE: 'https://example.com/site.zip' });
    assert.deepEqual(await scene.publish(), { ...nothing, added: ['run.sh'] });
    assert.ok(existsSync(join(scene.site.home, 'site/jobs/triggered/job/run.sh')));
    assert.equal(await scene.siteFiles(), undefined);
  });
}

test('the site itself keeps its package as it is', async (t) => {
  const scene = await PublishScene.create(t, {}, { kind: 'continuous', timings: { debounceMs: 10 } });
  await scene.writeSite({ 'run.sh': 'while [ ! -e "$WEBJOBS_SHUTDOWN_FILE" ]; do sleep 0.02; done\n' });
  await scene.waitForStatus(['Running']);
  await scene.site.setSettings({ WEBSITE_RUN_FROM_ZIP: '1' });
  const client = scene.site.connect();
  const file = 'site/wwwroot/App_Data/jobs/continuous/job/run.sh';
  const body = bytesBody(Buffer.alloc(0));
  await assert.rejects(client.stopJob('job'), { status: 404 });
  await assert.rejects(client.putSettings('continuous', 'job', {}), { status: 404 });
  await assert.rejects(client.writeFile(file, body, { ifMatch: '*' }), { status: 409 });
  await assert.rejects(client.deleteFile(file), { status: 409 });
  await assert.rejects(client.putZip('site/wwwroot/App_Data', body), { status: 400 });
  await client.deleteJob('continuous', 'job');
  assert.deepEqual(Object.keys((await scene.siteFiles()) ?? {}), ['run.sh']);
});

const warnings: readonly (readonly [settings: Readonly<Record<string, string>>, code: string])[] = [
  [{ ScmType: 'GitHub' }, 'source-control'],
  [{ scmtype: 'VSTSRM' }, 'source-control'],
  [{ WEBSITE_TIME_ZONE: 'Middle Earth Standard Time' }, 'unknown-zone'],
  [{ WEBJOBS_STOPPED: 'TRUE' }, 'jobs-stopped'],
];
for (const [settings, code] of warnings) {
  test(`${JSON.stringify(settings)} is a warning`, async (t) => {
    const scene = await PublishScene.create(t, script);
    await scene.site.setSettings(settings);
    assert.deepEqual(await problemsOf(scene), [`warning ${code}`]);
  });
}

test('settings that mean nothing special are no problem', async (t) => {
  const scene = await PublishScene.create(t, script);
  await scene.site.setSettings({
    ScmType: 'None',
    WEBSITE_RUN_FROM_PACKAGE: '0',
    WEBSITE_TIME_ZONE: 'Europe/Berlin',
    WEBJOBS_STOPPED: '0',
  });
  assert.deepEqual(await problemsOf(scene), []);
});

test('a job of the same name under the other kind is said', async (t) => {
  const scene = await PublishScene.create(t, script);
  await writeTree(join(scene.site.home, 'site/wwwroot/App_Data/jobs/continuous/job'), { 'run.sh': '' });
  assert.deepEqual(await problemsOf(scene), ['warning other-kind-exists']);
});

test('archives are written in the zone that the site tells, so that its times are ours', async (t) => {
  const scene = await PublishScene.create(t, script);
  await scene.site.setSettings({ WEBSITE_TIME_ZONE: 'Pacific Standard Time' });
  assert.deepEqual(await scene.publish(), { ...nothing, added: ['run.sh'] });
  assert.equal(await scene.siteTime('run.sh'), '2025-03-30T01:30:00.000Z');
  assert.deepEqual(await scene.publish(), { ...nothing, kept: [{ path: 'run.sh', reason: 'same' }] });
});

test('a refusal names what to do', async (t) => {
  const scene = await PublishScene.create(t, { 'readme.txt': '' });
  const client = scene.site.connect();
  const prepared = await scene.prepare(client);
  await assert.rejects(
    scene.carryOut(client, prepared),
    (error: unknown) => error instanceof UserError && error.message.includes('nothing to start in job'),
  );
});
