import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jobKinds } from '../../../src/core/jobs/job';
import { chooseScript } from '../../../src/core/jobs/jobScript';
import { effectiveSettings, readSettingsText } from '../../../src/core/jobs/jobSettings';
import { applyEdit, setSchedule } from '../../../src/core/jobs/editSettings';
import type { JobFiles } from '../../../src/core/jobs/jobFiles';
import { readJob } from '../../../src/core/jobs/lintJob';
import { freeJobName, jobNameProblem, type NewJob, newJobFiles } from '../../../src/core/jobs/newJob';
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
        isInPlace: false,
      });
    });
  }
}

for (const language of jobLanguages) {
  test(`${language}: nothing is wrong with the new job`, async () => {
    for (const job of [
      { kind: 'continuous', name: 'job', language },
      { kind: 'triggered', name: 'job', language },
      { kind: 'triggered', name: 'job', language, schedule: '0 0 3 * * *' },
    ] as const) {
      const { problems } = await readJob({ ...job, path: `/App_Data/jobs/${job.kind}/job` }, filesOf(job));
      assert.deepEqual(problems, []);
    }
  });
}

test('a triggered job without a schedule has none, and gets it behind the comment', () => {
  const settings = newJobFiles({ kind: 'triggered', name: 'job', language: 'node' }).find(
    ({ path }) => path === 'settings.job',
  );
  const text = settings?.text ?? '';
  assert.equal(effectiveSettings(readSettingsText(text), 'triggered', null).schedule, null);
  assert.match(
    applyEdit(text, setSchedule(text, '0 0 3 * * *')),
    /writes one\.\n {2}"schedule": "0 0 3 \* \* \*"\n}\n$/,
  );
});

/** A new job's files, as if they lay on a disk. */
function filesOf(job: NewJob): JobFiles {
  const files = newJobFiles(job);
  return {
    list: (folder) => {
      const below = files.map(({ path }) => path).filter((path) => folder === '' || path.startsWith(`${folder}/`));
      const rest = below.map((path) => path.slice(folder === '' ? 0 : folder.length + 1));
      const names = [...new Set(rest.map((path) => path.split('/')[0] ?? ''))];
      return Promise.resolve(names.map((name) => ({ name, isFolder: !rest.includes(name) })));
    },
    read: (path) => {
      const text = files.find((file) => file.path === path)?.text;
      return Promise.resolve(text === undefined ? undefined : new TextEncoder().encode(text));
    },
  };
}
