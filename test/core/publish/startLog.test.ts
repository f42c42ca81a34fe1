import assert from 'node:assert/strict';
import { appendFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { messageText, verbatim } from '../../../src/core/base/message';
import { findLogEnd, readStartLog, type StartLog, startWarning } from '../../../src/core/publish/startLog';
import { PublishScene, worker } from './publishScene';

const t1 = '2025-03-04T05:06:08Z';
const t2 = '2025-03-04T06:00:00Z';
const logPath = 'data/jobs/continuous/job/job_log.txt';

async function runningJob(t: Parameters<typeof PublishScene.create>[0], settings = '{}'): Promise<PublishScene> {
  const scene = await PublishScene.create(
    t,
    { 'run.sh': { text: worker('new'), mtime: t2 }, 'settings.job': { text: settings, mtime: t1 } },
    { kind: 'continuous' },
  );
  await scene.writeSite({
    'run.sh': { text: worker('old'), mtime: t1 },
    'settings.job': { text: settings, mtime: t1 },
  });
  await scene.waitForStatus(['Running']);
  return scene;
}

for (const settings of ['{}', '{"is_in_place":true}']) {
  test(`a running job with ${settings} is published with the first lines of its log, and without a warning`, async (t) => {
    const scene = await runningJob(t, settings);
    const client = scene.site.connect();
    const result = await scene.carryOut(client, await scene.prepare(client));
    assert.deepEqual([result.isVerified, result.warnings], [true, []]);
    assert.ok(
      result.firstLines?.some((line) => line.includes("] Run script 'run.sh' with script host - 'BashScriptHost'")),
    );
    assert.ok(!result.firstLines?.some((line) => line.includes('version old')));
  });
}

test('a start without a new copy, and a log without a start, are told', async (t) => {
  const scene = await runningJob(t);
  const client = scene.site.connect();
  const { script } = await scene.prepare(client);
  const job = await client.getJob('continuous', 'job');
  assert.ok(job);
  const log = join(scene.site.home, logPath);
  const options = { pollMs: 1 };
  const warningOf = (read: StartLog): string => messageText(startWarning(job, script, read) ?? verbatim(''));
  const stop = [client.stopJob('job'), scene.waitForStatus(['Stopped'])];
  await Promise.all(stop);
  const end = await findLogEnd(client, job, options);
  assert.equal(end?.path, logPath);
  assert.match(warningOf(await readStartLog(client, end, options)), /does not tell of a start yet/);
  const start = "[03/04/2025 06:00:00 > 0123ab: SYS INFO] Run script 'run.sh' with script host - 'BashScriptHost'\n";
  await appendFile(
    log,
    `[03/04/2025 06:00:00 > 0123ab: INFO] Job directory change detected: by the job itself\n${start}`,
  );
  const old = await readStartLog(client, end, options);
  assert.equal(old.lines.length, 2);
  assert.match(warningOf(old), /job was started again, .* old code may still run\. Publish again/);
  // The log was rolled over: what is in the new file is all new.
  await truncate(log);
  await writeFile(log, `[03/04/2025 06:00:00 > 0123ab: SYS INFO] Job directory change detected: x\n${start}`);
  assert.equal(startWarning(job, script, await readStartLog(client, end, options)), undefined);
});
