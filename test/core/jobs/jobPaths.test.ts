import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jobPlaceOf, jobsRootOf, kindOfJobFolder, misspelledFolders } from '../../../src/core/jobs/jobPaths';

test('finds the job that a path belongs to', () => {
  assert.deepEqual(jobPlaceOf('/w/App_Data/jobs/triggered/report/bin/run.sh'), {
    kind: 'triggered',
    name: 'report',
    jobFolder: '/w/App_Data/jobs/triggered/report',
    jobsRoot: '/w/App_Data/jobs',
    inside: 'bin/run.sh',
  });
  assert.equal(jobPlaceOf('C:\\w\\app_data\\Jobs\\Continuous\\x')?.jobFolder, 'C:\\w\\app_data\\Jobs\\Continuous\\x');
  assert.equal(jobPlaceOf('webjobs://shop/site/jobs/continuous/a%20b/settings.job')?.name, 'a%20b');
  assert.equal(jobPlaceOf('/w/App_Data/jobs/triggered'), undefined);
  assert.equal(jobPlaceOf('/w/jobs/triggered/x'), undefined);
});

test('the innermost tree counts', () => {
  assert.equal(jobPlaceOf('/App_Data/jobs/triggered/a/App_Data/jobs/continuous/b')?.name, 'b');
});

test('finds the jobs root at and above a path', () => {
  assert.equal(jobsRootOf('/w/App_Data/jobs'), '/w/App_Data/jobs');
  assert.equal(jobsRootOf('/w/site/jobs/triggered/x/y'), '/w/site/jobs');
  assert.equal(jobsRootOf('/w/App_Data'), undefined);
});

test('the parent folder names the kind', () => {
  assert.equal(kindOfJobFolder('/x/Continuous/a'), 'continuous');
  assert.equal(kindOfJobFolder('/x/a'), undefined);
});

test('tells which folders Linux would not find', () => {
  assert.deepEqual(misspelledFolders('/w/app_data/JOBS/triggered/x'), [
    { written: 'app_data', needed: 'App_Data' },
    { written: 'JOBS', needed: 'jobs' },
  ]);
  assert.deepEqual(misspelledFolders('/w/custom/triggered/x'), []);
  assert.deepEqual(misspelledFolders('/w/site/jobs/triggered/x'), []);
});
