import type { JobSnapshot, ProcessSnapshot, RunSnapshot } from '../../src/core/runner/jobSnapshot';

/** A continuous Node.js job that nobody has started. */
export const worker: JobSnapshot = {
  kind: 'continuous',
  name: 'order-worker',
  folder: '/shop/App_Data/jobs/continuous/order-worker',
  runCommand: 'run.js',
  scriptHost: 'NodeScriptHost',
  status: null,
  isActive: false,
  process: null,
  stopWaitMs: 5000,
  latestRun: null,
  schedule: null,
  nextRun: null,
  lastError: null,
};

/** A scheduled Bash job that never ran. */
export const report: JobSnapshot = {
  ...worker,
  kind: 'triggered',
  name: 'nightly-report',
  folder: '/shop/App_Data/jobs/triggered/nightly-report',
  runCommand: 'run.sh',
  scriptHost: 'BashScriptHost',
  stopWaitMs: 30_000,
  schedule: '0 30 2 * * *',
};

export const workerProcess: ProcessSnapshot = {
  pid: 4711,
  startedAt: '2026-03-02T10:00:00Z',
  generation: 1,
  workingFolder: '/tmp/jobs/order-worker/x',
  runId: null,
  debug: null,
};

export const succeededRun: RunSnapshot = {
  id: '202603020130000000',
  status: 'Success',
  startTime: '2026-03-02T01:30:00Z',
  endTime: '2026-03-02T01:30:12Z',
  trigger: 'Schedule - 0 30 2 * * *',
};
