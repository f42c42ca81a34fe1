import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeSettings } from '../../../src/core/jobs/decodeSettings';
import { effectiveSettings, readSettingsFile, readSettingsText } from '../../../src/core/jobs/jobSettings';
import { settingsApiText } from '../../../src/core/jobs/settingsApiText';
import { settingsKeys, similarSettingsKey, unreadKeys } from '../../../src/core/jobs/settingsKeys';

test('defaults depend on kind and host', () => {
  const none = readSettingsFile(undefined);
  assert.deepEqual(effectiveSettings(none, 'continuous', 'NodeScriptHost'), {
    schedule: null,
    isSingleton: false,
    stoppingWaitTime: { seconds: 5 },
    isInPlace: true,
  });
  assert.deepEqual(effectiveSettings(none, 'triggered', null), {
    schedule: null,
    isSingleton: false,
    stoppingWaitTime: { seconds: 30 },
    isInPlace: false,
  });
});

test('bytes are decoded by their mark, else as UTF-8', () => {
  const utf16 = Buffer.from('\ufeff{}', 'utf16le');
  assert.deepEqual(decodeSettings(utf16), { text: '{}', encoding: 'utf-16le', hasMark: true });
  assert.deepEqual(decodeSettings(utf16.swap16()), { text: '{}', encoding: 'utf-16be', hasMark: true });
  assert.deepEqual(decodeSettings(Uint8Array.of(0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0, 1)), {
    text: '{\ufffd',
    encoding: 'utf-32le',
    hasMark: true,
  });
  assert.deepEqual(decodeSettings(Uint8Array.of(0xc3)), { text: '\ufffd', encoding: 'utf-8', hasMark: false });
  assert.deepEqual(decodeSettings(Buffer.from('\ufeff\ufeff{}')), {
    text: '\ufeff{}',
    encoding: 'utf-8',
    hasMark: true,
  });
});

/** What the settings API answers for a value. */
function api(value: string): string {
  return settingsApiText(readSettingsText(`{"a":${value}}`).dictionary).slice('{"a":'.length, -1);
}

test('the settings API shows numbers and dates in its own way', () => {
  assert.deepEqual(['1e3', '1e15', '1.5e-7', '0.1', '123456.789', '-0.0', '1e22', '12345678901234567890'].map(api), [
    '1000.0',
    '1E+15',
    '1.5E-07',
    '0.1',
    '123456.789',
    '0.0',
    '1E+22',
    '12345678901234567890',
  ]);
  assert.deepEqual(
    [
      '"2025-01-02T03:04:05"',
      '"2025-01-02T03:04:05.1200Z"',
      '"2025-01-02T03:04:05+02:00"',
      '"2025-02-30T03:04:05"',
    ].map(api),
    ['"2025-01-02T03:04:05"', '"2025-01-02T03:04:05.12Z"', '"2025-01-02T01:04:05+00:00"', '"2025-02-30T03:04:05"'],
  );
  assert.equal(api('{"$id":"1","b":1,"b":2,"c":[,\'x\']}'), '{"b":2,"c":[null,"x"]}');
});

test('the schema is the list of keys', () => {
  assert.deepEqual(
    settingsKeys.map(({ name, type }) => [name, type]),
    [
      ['schedule', 'string'],
      ['is_singleton', 'boolean'],
      ['stopping_wait_time', 'integer'],
      ['is_in_place', 'boolean'],
    ],
  );
  assert.ok(unreadKeys.has('shutdownGraceTimeLimit') && unreadKeys.has('run_mode'));
  assert.equal(similarSettingsKey('Stopping-WaitTime')?.name, 'stopping_wait_time');
  assert.equal(similarSettingsKey('schedule'), undefined);
});
