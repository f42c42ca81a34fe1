import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nextServiceRuns } from '../../../src/core/schedule/serviceRuns';
import { formatWallTime } from '../../../src/core/schedule/wallTime';
import { findZone } from '../../../src/core/schedule/zones';
import { scheduleOf, seeded, wallTimeOf, zoneOf } from './support';

const losAngeles = zoneOf('Pacific Standard Time');

function checkInstant(zoneName: string, time: string, expected: string): void {
  test(`${time} in ${zoneName}`, () => {
    assert.equal(new Date(zoneOf(zoneName).instantOf(wallTimeOf(time))).toISOString(), `${expected}.000Z`);
  });
}

checkInstant('America/Los_Angeles', '2025-01-15T12:00:00', '2025-01-15T20:00:00');
checkInstant('America/Los_Angeles', '2025-07-15T12:00:00', '2025-07-15T19:00:00');
checkInstant('America/Los_Angeles', '2025-03-09T01:59:59', '2025-03-09T09:59:59');
checkInstant('America/Los_Angeles', '2025-03-09T02:30:00', '2025-03-09T10:30:00');
checkInstant('America/Los_Angeles', '2025-03-09T03:00:00', '2025-03-09T10:00:00');
checkInstant('America/Los_Angeles', '2025-11-02T00:59:59', '2025-11-02T07:59:59');
checkInstant('America/Los_Angeles', '2025-11-02T01:30:00', '2025-11-02T09:30:00');
checkInstant('America/Los_Angeles', '2025-11-02T02:00:00', '2025-11-02T10:00:00');
checkInstant('W. Europe Standard Time', '2025-03-30T02:30:00', '2025-03-30T01:30:00');
checkInstant('Europe/Berlin', '2025-10-26T02:30:00', '2025-10-26T01:30:00');
checkInstant('AUS Eastern Standard Time', '2025-10-05T02:30:00', '2025-10-04T16:30:00');
checkInstant('Australia/Sydney', '2025-04-06T02:30:00', '2025-04-05T16:30:00');
checkInstant('Asia/Kolkata', '2025-06-01T05:30:00', '2025-06-01T00:00:00');
checkInstant('Lord Howe Standard Time', '2025-10-05T02:15:00', '2025-10-04T15:45:00');
checkInstant('UTC', '2025-06-01T05:30:00', '2025-06-01T05:30:00');
checkInstant('America/New_York', '9999-12-31T23:59:59', '+010000-01-01T04:59:59');

function checkServiceRuns(expression: string, after: string, expected: readonly string[]): void {
  test(`${expression} in Los Angeles after ${after}`, () => {
    const runs = nextServiceRuns(scheduleOf(expression), Date.parse(after), losAngeles, expected.length);
    assert.deepEqual(
      runs.map(({ slot, utcMs }) => `${formatWallTime(slot)} ${new Date(utcMs).toISOString().slice(11, 16)}Z`),
      expected,
    );
  });
}

checkServiceRuns('0 30 2 * * *', '2025-03-09T08:00:00Z', ['2025-03-09T02:30:00 10:30Z', '2025-03-10T02:30:00 09:30Z']);
checkServiceRuns('0 0 * * * *', '2025-03-09T08:30:00Z', [
  '2025-03-09T01:00:00 09:00Z',
  '2025-03-09T02:00:00 10:00Z',
  '2025-03-09T04:00:00 11:00Z',
]);
checkServiceRuns('0 30 1 * * *', '2025-11-02T06:00:00Z', ['2025-11-02T01:30:00 09:30Z', '2025-11-03T01:30:00 09:30Z']);
checkServiceRuns('0 0 * * * *', '2025-11-02T06:30:00Z', [
  '2025-11-02T00:00:00 07:00Z',
  '2025-11-02T01:00:00 09:00Z',
  '2025-11-02T02:00:00 10:00Z',
]);
checkServiceRuns('0 */30 * * * *', '2025-11-02T07:00:00Z', [
  '2025-11-02T00:30:00 07:30Z',
  '2025-11-02T01:00:00 09:00Z',
]);

test('names are found in any case, and nothing else', () => {
  const found = (name: string): unknown[] => [findZone(name)?.ianaName, findZone(name)?.nameKind];
  assert.deepEqual(found('pacific standard time'), ['America/Los_Angeles', 'windows']);
  assert.deepEqual(found('europe/berlin'), ['Europe/Berlin', 'iana']);
  assert.deepEqual(found('Asia/Kolkata'), ['Asia/Kolkata', 'iana']);
  assert.deepEqual(found('UTC'), ['UTC', 'iana']);
  for (const name of ['', ' ', '+01:00', 'Nowhere', 'Mars Standard Time', '5', 'Europe/']) {
    assert.equal(findZone(name), undefined, name);
  }
});

test('abbreviations follow daylight saving', () => {
  assert.equal(losAngeles.abbreviationAt(Date.UTC(2025, 0, 1)), 'PST');
  assert.equal(losAngeles.abbreviationAt(Date.UTC(2025, 6, 1)), 'PDT');
});

test('offsets are those of the runtime, and a wall-clock time that exists comes back', () => {
  const zone = fc.constantFrom(
    'America/New_York',
    'Europe/London',
    'Africa/Casablanca',
    'Asia/Tehran',
    'Pacific/Apia',
    'Australia/Lord_Howe',
  );
  const instant = fc.integer({ min: Date.UTC(1950, 0, 1) / 1000, max: Date.UTC(2100, 0, 1) / 1000 });
  fc.assert(
    fc.property(zone, instant, (name, seconds) => {
      const each = zoneOf(name);
      const utcMs = seconds * 1000;
      const shown = new Intl.DateTimeFormat('sv-SE', {
        timeZone: name,
        dateStyle: 'short',
        timeStyle: 'medium',
      }).format(utcMs);
      const local = each.wallTimeOf(utcMs);
      assert.equal(formatWallTime(local).replace('T', ' '), shown);
      // A repeated time stands for its later pass.
      assert.ok(each.instantOf(local) >= utcMs);
      assert.equal(each.wallTimeOf(each.instantOf(local)), local);
    }),
    seeded(1500),
  );
});
