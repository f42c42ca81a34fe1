import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jobEnvironment, type JobEnvironmentRequest } from '../../../src/core/runner/jobEnvironment';

function environmentOf(request: Partial<JobEnvironmentRequest>): Record<string, string> {
  return jobEnvironment({
    kind: 'triggered',
    name: 'job1',
    hostEnvironment: {},
    appSettings: {},
    home: undefined,
    instanceId: 'abc123',
    workingFolder: '/work',
    dataFolder: '/data',
    runId: '202511201000000000',
    runArguments: '',
    shutdownFile: undefined,
    port: undefined,
    mark: 'site:engine:triggered/job1;',
    debugVariables: {},
    ...request,
  });
}

test('a triggered run knows its job, its run and its folders, and has no shutdown file or port', () => {
  assert.deepEqual(environmentOf({ runArguments: 'x  y' }), {
    WEBSITE_INSTANCE_ID: 'abc123',
    WEBJOBS_NAME: 'job1',
    WEBJOBS_TYPE: 'triggered',
    WEBJOBS_PATH: '/work',
    WEBJOBS_DATA_PATH: '/data',
    WEBJOBS_RUN_ID: '202511201000000000',
    WEBJOBS_COMMAND_ARGUMENTS: 'x  y',
    WEBSITE_TRIGGERED_JOB_RUNNING_job1: 'true',
    LOCAL_WEBJOB_MARK: 'site:engine:triggered/job1;',
  });
});

test('a continuous job has a shutdown file, a port and an empty run id', () => {
  const environment = environmentOf({ kind: 'continuous', runId: '', shutdownFile: '/stop', port: 1234 });
  const { WEBJOBS_SHUTDOWN_FILE, WEBJOBS_PORT, WEBJOBS_RUN_ID, WEBSITE_ALWAYS_ON_JOB_RUNNING_job1 } = environment;
  assert.deepEqual(
    [WEBJOBS_SHUTDOWN_FILE, WEBJOBS_PORT, WEBJOBS_RUN_ID, WEBSITE_ALWAYS_ON_JOB_RUNNING_job1],
    ['/stop', '1234', '', 'true'],
  );
});

test('the engine wins over app settings, and they win over what is inherited', () => {
  const environment = environmentOf({
    hostEnvironment: { BOTH: 'host', HOST: 'host', WEBSITE_INSTANCE_ID: 'abc123456', HOME: '/home/user' },
    appSettings: { BOTH: 'setting', WEBJOBS_NAME: 'evil', 'Sec:Key': 'v v' },
    home: '/site',
  });
  const { BOTH, APPSETTING_BOTH, HOST, WEBJOBS_NAME, APPSETTING_WEBJOBS_NAME, WEBSITE_INSTANCE_ID, HOME } = environment;
  assert.deepEqual(
    [
      BOTH,
      APPSETTING_BOTH,
      HOST,
      WEBJOBS_NAME,
      APPSETTING_WEBJOBS_NAME,
      WEBSITE_INSTANCE_ID,
      HOME,
      environment['Sec:Key'],
    ],
    ['setting', 'setting', 'host', 'job1', 'evil', 'abc123456', '/site', 'v v'],
  );
});

test('what an outer engine told its own job does not reach this one', () => {
  const environment = environmentOf({
    hostEnvironment: { WEBJOBS_SHUTDOWN_FILE: '/outer', WEBJOBS_PORT: '1', WEBJOBS_COMMAND_ARGUMENTS: 'outer' },
  });
  assert.deepEqual(
    ['WEBJOBS_SHUTDOWN_FILE', 'WEBJOBS_PORT', 'WEBJOBS_COMMAND_ARGUMENTS'].filter((name) => name in environment),
    [],
  );
});
