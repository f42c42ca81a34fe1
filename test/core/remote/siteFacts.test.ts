import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSiteFacts } from '../../../src/core/remote/siteFacts';

test('a site that tells no settings runs in UTC, from its folder, with jobs and schedules', () => {
  const facts = readSiteFacts();
  assert.equal(facts.zone.name, 'UTC');
  assert.equal(facts.zoneName, undefined);
  assert.equal(facts.unknownZone, undefined);
  assert.equal(facts.primaryRoot, 'site/wwwroot/App_Data/jobs');
  assert.ok(!facts.runsFromPackage && !facts.jobsAreStopped && !facts.schedulesAreDisabled);
});

test('names of settings have any case, and their values blanks around them', () => {
  const facts = readSiteFacts({
    Website_Time_Zone: ' W. Europe Standard Time ',
    webjobs_stopped: ' TRUE',
    WebJobs_Disable_Schedule: '1',
    WEBJOBS_ROOT_PATH: '/jobs/',
  });
  assert.equal(facts.zoneName, 'W. Europe Standard Time');
  assert.equal(facts.unknownZone, undefined);
  assert.ok(facts.jobsAreStopped && facts.schedulesAreDisabled);
  assert.equal(facts.primaryRoot, 'site/wwwroot/jobs');
});

test('a zone that nobody knows counts as UTC and is told', () => {
  const facts = readSiteFacts({ WEBSITE_TIME_ZONE: 'Middle Earth' });
  assert.equal(facts.zone.name, 'UTC');
  assert.equal(facts.zoneName, 'Middle Earth');
  assert.equal(facts.unknownZone, 'Middle Earth');
});

test('only the words that the service reads switch something on', () => {
  for (const value of ['', '0', 'yes', 'on', 'false', '11']) {
    const facts = readSiteFacts({ WEBJOBS_STOPPED: value, WEBJOBS_DISABLE_SCHEDULE: value });
    assert.ok(!facts.jobsAreStopped && !facts.schedulesAreDisabled, value);
  }
});
