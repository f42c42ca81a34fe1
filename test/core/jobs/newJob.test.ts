import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jobKinds } from '../../../src/core/jobs/job';
import { chooseScript } from '../../../src/core/jobs/jobScript';
import { effectiveSettings, readSettingsText } from '../../../src/core/jobs/jobSettings';
import { freeJobName, jobNameProblem, newJobFiles } from '../../../src/core/jobs/newJob';
import { jobLanguages } from '../../../src/core/jobs/templates/jobTemplate';
import { jobTemplates } from '../../../src/core/jobs/templates/jobTemplates';

const present = [
  { kind: 'continuous', name: 'Worker' },
  { kind: 'triggered', name: 'report' },
] as const;

test('names follow the rule of the portal', () => {
  for (const name of ['a', '7', 'order-worker', 'Order_Worker2', '0-_']) {
    assert.equal(jobNameProblem(name, present), undefined, name);
  }
  assert.deepEqual(jobNameProblem('', present), { code: 'empty' });
  assert.deepEqual(jobNameProblem('my job', present), { code: 'refused-character', character: ' ' });
  assert.deepEqual(jobNameProblem('größe', present), { code: 'refused-character', character: 'ö' });
  assert.deepEqual(jobNameProblem('a/b', present), { code: 'refused-character', character: '/' });
  assert.deepEqual(jobNameProblem('-a', present), { code: 'refused-start', character: '-' });
  assert.deepEqual(jobNameProblem('_', present), { code: 'refused-start', character: '_' });
});

test('names are taken under either kind, in any case', () => {
  assert.deepEqual(jobNameProblem('worker', present), { code: 'taken', by: present[0] });
  assert.deepEqual(jobNameProblem('REPORT', present), { code: 'taken', by: present[1] });
  assert.equal(freeJobName('job', present), 'job');
  assert.equal(freeJobName('worker', [...present, { kind: 'triggered', name: 'worker2' }]), 'worker3');
});

for (const language of jobLanguages) {
  for (const kind of jobKinds) {
    test(`${language}, ${kind}: the service starts the script, and the settings say what they are`, () => {
      const files = newJobFiles({ kind, name: 'job', language, schedule: '0 0 3 * * *' });
      const { script, source } = jobTemplates[language];
      const texts = new Map(files.map(({ path, text }) => [path, text]));
      assert.equal(chooseScript([...texts.keys()].filter((path) => !path.includes('/')))?.file, script);
      assert.match(texts.get(source) ?? '', /WEBJOBS_/);
      for (const [path, text] of texts) {
        assert.ok(/^\p{ASCII}*$/u.test(text), `${path} needs no encoding`);
        assert.equal(text.includes('\r'), path.endsWith('.cmd'), path);
        assert.ok(text.endsWith('\n'), path);
      }
      const settings = readSettingsText(texts.get('settings.job') ?? '');
      assert.equal(settings.dictionary.fault, undefined);
      assert.deepEqual(effectiveSettings(settings, kind, null), {
        schedule: kind === 'triggered' ? '0 0 3 * * *' : null,
        isSingleton: false,
        stoppingWaitTime: { seconds: kind === 'continuous' ? 5 : 30 },
        isInPlace: language === 'node',
      });
    });
  }
}

test('a triggered job without a schedule has none', () => {
  const [settings] = newJobFiles({ kind: 'triggered', name: 'job', language: 'bash' }).filter(
    ({ path }) => path === 'settings.job',
  );
  assert.equal(settings?.text.includes('"schedule"'), false);
});
