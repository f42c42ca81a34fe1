import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readFolder } from '../../../src/core/remote/remoteFile';
import { readJob, readRun } from '../../../src/core/remote/remoteJob';

test('a triggered job is read with its latest run', () => {
  const body = {
    latest_run: {
      id: '202511180000001',
      status: 'Aborted',
      start_time: '2025-11-18T11:00:00.0001203Z',
      end_time: '0001-01-01T00:00:00',
      duration: '1.23:00:30.8056226',
      output_url:
        'https://contoso-demo.scm.azurewebsites.net/vfs/data/jobs/triggered/two%20words/202511180000001/output_log.txt',
      trigger: 'External - made-up-client/1.0',
    },
    scheduler_logs_url:
      'https://contoso-demo.scm.azurewebsites.net/vfs/data/jobs/triggered/two%20words/job_scheduler.log',
    name: 'two words',
    run_command: 'app\\run.cmd',
    type: 'triggered',
    error: null,
    using_sdk: false,
    settings: { schedule: '0 0 2 * * *' },
  };
  assert.deepEqual(readJob(body), {
    kind: 'triggered',
    name: 'two words',
    runCommand: 'app/run.cmd',
    status: 'Aborted',
    instances: [],
    latestRun: {
      id: '202511180000001',
      status: 'Aborted',
      startMs: Date.parse('2025-11-18T11:00:00.000Z'),
      endMs: null,
      durationMs: ((24 + 23) * 3600 + 30) * 1000 + 806,
      outputPath: 'data/jobs/triggered/two words/202511180000001/output_log.txt',
      trigger: 'External - made-up-client/1.0',
    },
    settings: { schedule: '0 0 2 * * *' },
    error: null,
    usesSdk: false,
    logPath: null,
    schedulerLogPath: 'data/jobs/triggered/two words/job_scheduler.log',
    body,
  });
});

test('instances are read with any line break, and without one', () => {
  const instancesOf = (detailed: string): unknown =>
    readJob({ name: 'x', type: 'continuous', detailed_status: detailed })?.instances;
  assert.deepEqual(instancesOf('a1b2c3 - Running\r\nd4e5f6 - InactiveInstance\r\n'), [
    { instance: 'a1b2c3', status: 'Running' },
    { instance: 'd4e5f6', status: 'InactiveInstance' },
  ]);
  assert.deepEqual(instancesOf('my - host - Initializing'), [{ instance: 'my - host', status: 'Initializing' }]);
  assert.deepEqual(instancesOf(''), []);
});

test('a folder tells whether its file system knows upper and lower case', () => {
  const entry = (path: string, mime = 'text/plain'): unknown => ({
    name: 'a',
    size: 1,
    mtime: '2025-11-20T10:00:00.1234567+00:00',
    mime,
    path,
  });
  const read = { name: 'a', isFolder: false, size: 1, mtimeMs: Date.parse('2025-11-20T10:00:00.123Z') };
  assert.deepEqual(readFolder([entry('C:\\home\\a')]), { entries: [read], isCaseSensitive: false });
  assert.deepEqual(readFolder([entry('/home/a', 'inode/directory')]), {
    entries: [{ ...read, isFolder: true }],
    isCaseSensitive: true,
  });
  assert.deepEqual(readFolder([entry('C:', 'inode/shortcut')]), { entries: [], isCaseSensitive: false });
  assert.deepEqual(readFolder([]), { entries: [], isCaseSensitive: undefined });
});

test('names that would lead out of a folder are left out', () => {
  const names = ['..', '.', '', 'a/b', 'a\\b', '../x'];
  const entries = names.map((name) => ({ name, size: 1, mtime: '2025-11-20T10:00:00+00:00', mime: 'x/y' }));
  assert.deepEqual(readFolder(entries)?.entries, []);
});

test('property: anything that arrives as JSON is read or refused, and never throws', () => {
  const member = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom('triggered', 'continuous', '2025-01-01T00:00:00Z', 'https://h/vfs/%'),
  );
  const names = [
    'name',
    'type',
    'latest_run',
    'settings',
    'status',
    'detailed_status',
    'id',
    'duration',
    'end_time',
    'log_url',
    'mtime',
    'mime',
    'size',
  ];
  const body = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...names), member));
  fc.assert(
    fc.property(body, (value) => {
      readJob(value);
      readRun(value);
      readFolder(value);
      readFolder([value]);
    }),
  );
});
