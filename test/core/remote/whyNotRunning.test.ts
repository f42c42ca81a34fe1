import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { RemoteJob } from '../../../src/core/remote/remoteJob';
import { type RunFacts, findObstacles } from '../../../src/core/remote/whyNotRunning';
import { whyNotRunningReport } from '../../../src/core/remote/whyNotRunningReport';

const worker: RemoteJob = {
  kind: 'continuous',
  name: 'worker',
  runCommand: 'run.js',
  status: 'Running',
  instances: [],
  latestRun: null,
  settings: {},
  error: null,
  usesSdk: false,
  logPath: null,
  schedulerLogPath: null,
  body: {},
};

function ofContinuous(job: Partial<RemoteJob>, facts: Partial<RunFacts> = {}): RunFacts {
  return {
    key: { kind: 'continuous', name: 'worker' },
    siteLabel: 'shop',
    job: { ...worker, ...job },
    settings: {},
    isDisabled: false,
    schedulesEnabled: true,
    schedulerLog: '',
    twins: [],
    ...facts,
  };
}

function ofScheduled(schedule: string, facts: Partial<RunFacts> = {}): RunFacts {
  return { ...ofContinuous({}), key: { kind: 'triggered', name: 'report' }, job: scheduled(schedule), ...facts };
}

function scheduled(schedule: string): RemoteJob {
  return { ...worker, kind: 'triggered', name: 'report', settings: { schedule } };
}

function twinOf(job: RemoteJob | undefined, settings: Record<string, string> = {}): Pick<RunFacts, 'twins'> {
  return { twins: [{ siteLabel: 'shop-test', state: 'told', job, settings }] };
}

const cases: readonly [what: string, facts: RunFacts, obstacles: readonly string[]][] = [
  ['a job that runs', ofContinuous({}), []],
  ['a job that is not there', { ...ofContinuous({}), job: undefined }, ['cause job-missing']],
  ['nothing to run', ofContinuous({ runCommand: null }), ['cause nothing-runnable']],
  ['a stopped job', ofContinuous({ status: 'Stopped' }, { isDisabled: true }), ['cause disabled']],
  ['what the service reports', ofContinuous({ error: 'no script' }), ['cause service-error']],
  ['all jobs stopped', ofContinuous({}, { settings: { WEBJOBS_STOPPED: '1' } }), ['cause webjobs-stopped']],
  [
    'no Always On',
    ofContinuous({}, { settings: { WEBSITE_SCM_ALWAYS_ON_ENABLED: '0', WEBSITE_SKU: 'Free' } }),
    ['risk always-on-off', 'risk small-plan'],
  ],
  [
    'the loser of a singleton',
    ofContinuous({ instances: [{ instance: 'a', status: 'InactiveInstance' }] }),
    ['cause singleton-loser'],
  ],
  [
    'one loser of several',
    ofContinuous({
      instances: [
        { instance: 'a', status: 'InactiveInstance' },
        { instance: 'b', status: 'Running' },
      ],
    }),
    ['risk singleton-loser'],
  ],
  ['a job that restarts', ofContinuous({ status: 'PendingRestart' }), ['risk restarting']],
  ['a good schedule', ofScheduled('0 0 2 * * *'), []],
  ['no schedule', ofScheduled(''), ['risk no-schedule']],
  ['five fields', ofScheduled('0 2 * * *'), ['cause bad-schedule']],
  ['31 February', ofScheduled('0 0 2 31 2 *'), ['cause never-matches']],
  [
    'schedules of the app are off',
    ofScheduled('0 0 2 * * *', { settings: { webjobs_disable_schedule: 'true' } }),
    ['cause schedules-disabled'],
  ],
  [
    'schedules of the workspace are off',
    ofScheduled('0 0 2 * * *', { schedulesEnabled: false }),
    ['cause schedules-off'],
  ],
  [
    'an unknown zone',
    ofScheduled('0 0 2 * * *', { settings: { WEBSITE_TIME_ZONE: 'Mars/Olympus' } }),
    ['risk unknown-zone'],
  ],
  [
    'missed times',
    ofScheduled('0 0 2 * * *', { schedulerLog: 'a\n[…: SYS WARN] Missed 3 schedules, most recent at …\nb' }),
    ['risk scheduler-log'],
  ],
  ['a twin that runs', ofContinuous({ status: 'InactiveInstance' }, twinOf({ ...worker })), ['risk slot-twin']],
  ['a twin that is stopped', ofContinuous({}, twinOf({ ...worker, status: 'Stopped' })), []],
  ['a twin in a slot that runs no jobs', ofContinuous({}, twinOf({ ...worker }, { WebJobs_Stopped: 'True' })), []],
  ['a slot without the job', ofContinuous({}, twinOf(undefined)), []],
  ['a slot that does not answer', ofContinuous({}, { twins: [{ siteLabel: 'shop-test', state: 'silent' }] }), []],
  ['a twin with a schedule', ofScheduled('0 0 2 * * *', twinOf(scheduled('0 0 3 * * *'))), ['risk slot-twin']],
  ['a twin without a schedule', ofScheduled('0 0 2 * * *', twinOf(scheduled(''))), []],
  [
    'a twin whose schedules are off',
    ofScheduled('0 0 2 * * *', twinOf(scheduled('0 0 2 * * *'), { WEBJOBS_DISABLE_SCHEDULE: '1' })),
    [],
  ],
  [
    'causes come first',
    ofScheduled('0 2 * * *', { settings: { WEBSITE_SCM_ALWAYS_ON_ENABLED: '0' } }),
    ['cause bad-schedule', 'risk always-on-off'],
  ],
];

for (const [what, facts, expected] of cases) {
  test(`obstacles: ${what}`, () => {
    const found = findObstacles(facts).map(({ weight, code }) => `${weight} ${code}`);
    assert.deepEqual(found, expected);
  });
}

test('the report names causes with their next step, and what the site does not tell', () => {
  const report = whyNotRunningReport(ofScheduled('0 0 2 31 2 *', { settings: undefined }));
  assert.match(report, /^# Why does report not run\?/);
  assert.match(report, /## What keeps it from running\n\n1\. The schedule `0 0 2 31 2 \*` matches no date/);
  assert.match(report, /\*What to do:\* Correct the day/);
  assert.match(report, /settings .*: the site does not tell/);
});

test('the report names the slot in which the job runs as well, and what was asked', () => {
  const report = whyNotRunningReport(ofScheduled('0 0 2 * * *', twinOf(scheduled('0 0 2 * * *'))));
  assert.match(report, /The same job has the same schedule in \*\*shop-test\*\*/);
  assert.match(report, /\*What to do:\* Stop it on \*\*shop-test\*\*/);
  assert.match(report, /- \*\*shop-test\*\*, which may be a slot of the same app: read/);
  const twins = [{ siteLabel: 'shop-test', state: 'silent' as const }];
  assert.match(whyNotRunningReport(ofContinuous({}, { twins })), /shop-test.*: it does not answer/);
});

test('no value of an app setting beyond those that are asked for reaches the report', () => {
  const settings = { WEBJOBS_STOPPED: '1', STORAGE_CONNECTION: 'AccountKey=topsecret' };
  assert.doesNotMatch(whyNotRunningReport(ofContinuous({}, { settings })), /topsecret/);
});

test('the report is written in the display language', () => {
  const french = JSON.parse(readFileSync('l10n/bundle.l10n.fr.json', 'utf8')) as Record<string, string>;
  const report = whyNotRunningReport(ofScheduled('0 0 9 * *', { settings: undefined }), french);
  assert.match(report, /^# Pourquoi .* ne s’exécute-t-il pas/);
  assert.match(
    report,
    /## Ce qui l’empêche de s’exécuter\n\n1\. La planification `0 0 9 \* \*` ne peut pas être lue\./,
  );
  assert.match(report, /\*Que faire :\* Corrigez-la/);
  assert.match(report, /le site ne le dit pas/);
});
