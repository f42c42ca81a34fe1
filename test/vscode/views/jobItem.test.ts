import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JobSnapshot } from '../../../src/core/runner/jobSnapshot';
import { type JobItemContext, jobItem, jobTooltip } from '../../../src/vscode/views/jobItem';
import { english } from '../englishLocalizer';
import { report, succeededRun, worker, workerProcess } from '../sampleJobs';

const context: JobItemContext = {
  siteKind: 'workspace',
  schedulesEnabled: true,
  scheduleWords: undefined,
  isEndDismissed: false,
  now: new Date('2026-03-02T12:00:00Z'),
  locale: 'en',
  l10n: english,
};

/** Times are shown in the zone of the machine, which differs between machines. */
function clock(time: string): string {
  return new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(time));
}

function check(
  title: string,
  job: JobSnapshot,
  expected: { readonly description: string; readonly icon: string; readonly contextValue: string },
  overrides: Partial<JobItemContext> = {},
): void {
  test(title, () => {
    const { description, icon, contextValue } = jobItem(job, { ...context, ...overrides });
    assert.deepEqual({ description, icon: icon.id, contextValue }, expected);
  });
}

const workerContext = ';job;continuous;workspace;runnable;debuggable;hasFolder;';
const aliveContext = ';job;continuous;workspace;runnable;debuggable;alive;stoppable;hasFolder;';
const reportContext = ';job;triggered;workspace;runnable;debuggable;hasFolder;';
const scheduledContext = ';job;triggered;workspace;runnable;debuggable;hasFolder;scheduled;';

check(
  'a job whose publish was cut off, and that differs from its twin',
  worker,
  {
    description: 'publish cut off · stopped · newer than on my-site',
    icon: 'circle-outline',
    contextValue: ';job;continuous;workspace;runnable;debuggable;hasFolder;cutOff;',
  },
  { publishMark: { trace: 'cutOff', differences: ['newer than on my-site'] } },
);

check('a continuous job at rest', worker, {
  description: 'stopped',
  icon: 'circle-outline',
  contextValue: workerContext,
});
check(
  'a running job tells its process',
  { ...worker, status: 'Running', isActive: true, process: workerProcess },
  {
    description: 'running · pid 4711 · 2 h',
    icon: 'play-circle',
    contextValue: aliveContext,
  },
);
check(
  'a debugged job tells its port',
  {
    ...worker,
    status: 'Running',
    isActive: true,
    process: { ...workerProcess, debug: { runtime: 'node', port: 9229 } },
  },
  {
    description: 'debugging · pid 4711 · 2 h · port 9229',
    icon: 'debug-alt',
    contextValue: aliveContext,
  },
);
check(
  'a job between two processes can be stopped',
  { ...worker, status: 'PendingRestart', isActive: true },
  { description: 'waiting for restart', icon: 'history', contextValue: aliveContext },
);
check(
  'a job that is being stopped',
  { ...worker, status: 'Stopping', isActive: true, process: workerProcess },
  {
    description: 'stopping · pid 4711 · 2 h',
    icon: 'loading~spin',
    contextValue: aliveContext,
  },
);
check(
  'a folder without a script',
  { ...worker, runCommand: null, scriptHost: null },
  { description: 'nothing to run', icon: 'warning', contextValue: ';job;continuous;workspace;hasFolder;' },
);
check(
  'a job whose last start failed tells why',
  { ...worker, status: 'Stopped', lastError: 'bash was not found' },
  { description: 'failed · bash was not found', icon: 'error', contextValue: `${workerContext}ended;failed;` },
);
check(
  'a failure that the user has put away is told no more',
  { ...worker, status: 'Stopped', lastError: 'bash was not found' },
  { description: 'stopped', icon: 'circle-outline', contextValue: workerContext },
  { isEndDismissed: true },
);
check(
  'a job that waits for its restart tells why',
  { ...worker, status: 'PendingRestart', isActive: true, lastError: 'Job failed due to exit code 1' },
  {
    description: 'waiting for restart · Job failed due to exit code 1',
    icon: 'history',
    contextValue: aliveContext,
  },
);
check(
  'a run that failed tells when and why',
  { ...report, schedule: null, status: 'Failed', latestRun: succeededRun, lastError: 'bash was not found' },
  {
    description: `failed ${clock('2026-03-02T01:30:12Z')} · bash was not found`,
    icon: 'error',
    contextValue: `${reportContext}ended;failed;`,
  },
);
check(
  'a scheduled job tells its schedule and next run',
  { ...report, nextRun: '2026-03-02T14:30:00Z' },
  {
    description: `not run yet · at 2:30 · next ${clock('2026-03-02T14:30:00Z')}`,
    icon: 'calendar',
    contextValue: scheduledContext,
  },
  { scheduleWords: 'at 2:30' },
);
check(
  'schedules that do not fire are said to be off',
  report,
  { description: 'not run yet · at 2:30 · schedules off', icon: 'calendar', contextValue: scheduledContext },
  { scheduleWords: 'at 2:30', schedulesEnabled: false },
);
check(
  'a schedule that cannot be read is shown as it is',
  { ...report, schedule: 'x' },
  { description: 'not run yet · schedule x cannot be read', icon: 'warning', contextValue: scheduledContext },
);
check(
  'settings that cannot be read are a warning on a job at rest',
  { ...report, schedule: null, hasUnreadableSettings: true },
  { description: 'not run yet · settings.job cannot be read', icon: 'warning', contextValue: reportContext },
);
check(
  'an empty schedule is none',
  { ...report, schedule: '' },
  { description: 'not run yet', icon: 'circle-outline', contextValue: reportContext },
);
check(
  'a run that succeeded tells when it ended',
  { ...report, schedule: null, status: 'Success', latestRun: succeededRun },
  {
    description: `succeeded ${clock('2026-03-02T01:30:12Z')}`,
    icon: 'pass',
    contextValue: `${reportContext}ended;`,
  },
);
check(
  'a run that was aborted',
  { ...report, schedule: null, status: 'Aborted', latestRun: { ...succeededRun, endTime: null } },
  { description: 'aborted', icon: 'error', contextValue: `${reportContext}ended;failed;` },
);

test('a run on a site can be watched, but neither stopped nor debugged nor opened', () => {
  const { contextValue } = jobItem(
    { ...report, folder: '', status: 'Running', isActive: true },
    { ...context, siteKind: 'remote' },
  );
  assert.equal(contextValue, ';job;triggered;remote;runnable;alive;scheduled;');
});

test('a screen reader hears the row in one sentence', () => {
  const item = jobItem({ ...worker, status: 'Running', isActive: true, process: workerProcess }, context);
  assert.equal(item.accessibilityLabel, 'order-worker, continuous job, running, pid 4711, 2 h');
});

test('the tooltip holds the details, and no Markdown of the job itself', () => {
  const job: JobSnapshot = { ...report, name: 'a_b', status: 'Failed', lastError: 'exit *3*', latestRun: succeededRun };
  assert.deepEqual(jobTooltip(job, { ...context, scheduleWords: 'at 2:30' }).split('  \n'), [
    '**a\\_b**',
    'State: failed',
    'Last error: exit \\*3\\*',
    'Script: `run.sh`',
    'Script host: BashScriptHost',
    'Schedule: `0 30 2 * * *` at 2:30',
    `Latest run: Success, ${clock('2026-03-02T01:30:00Z')}, 12 s (Schedule \\- 0 30 2 \\* \\* \\*)`,
    'Folder: `/shop/App_Data/jobs/triggered/nightly-report`',
  ]);
});
