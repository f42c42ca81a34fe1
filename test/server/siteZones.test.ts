import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SettingsJobOptions } from '../../src/protocol/settingsJobMessages';
import { zoneInWords } from '../../src/server/service/nextRunTimes';
import { Texts } from '../../src/server/service/texts';
import { siteZoneOf } from '../../src/server/siteZones';

const site = 'webjobs:/scm~shop.scm.example~deployer/';

function wordsFor(options: SettingsJobOptions, uri = `${site}site/wwwroot/settings.job`): string {
  return zoneInWords(siteZoneOf(uri, options), new Texts());
}

test('what a site tells beats the setting', () => {
  const timeZone = 'Asia/Tokyo';
  assert.equal(
    wordsFor({ timeZone, siteTimeZones: { [site]: { kind: 'named', name: 'Europe/Berlin' } } }),
    'Europe/Berlin, the WEBSITE_TIME_ZONE of the site',
  );
  assert.equal(
    wordsFor({ timeZone, siteTimeZones: { [site]: { kind: 'unset' } } }),
    'UTC, because the site sets no WEBSITE_TIME_ZONE',
  );
  assert.equal(
    wordsFor({ siteTimeZones: { [site]: { kind: 'named', name: 'Mars/Olympus' } } }),
    'UTC, because no time zone is called "Mars/Olympus"',
  );
});

test('where a site does not tell, the setting or the default stands in and says so', () => {
  const siteTimeZones = { [site]: { kind: 'untold' } } as const;
  assert.equal(
    wordsFor({ timeZone: 'Asia/Tokyo', siteTimeZones }),
    'Asia/Tokyo, from the setting webjobs.timeZone; the site does not tell its own',
  );
  assert.equal(
    wordsFor({ siteTimeZones }),
    'UTC, the default; webjobs.timeZone sets another one; the site does not tell its own',
  );
});

test('a site speaks for its own files only, the longest address first', () => {
  const siteTimeZones = {
    'webjobs:/a/': { kind: 'named', name: 'Europe/Berlin' },
    'webjobs:/a/slot/': { kind: 'named', name: 'Europe/Paris' },
  } as const;
  assert.match(wordsFor({ siteTimeZones }, 'webjobs:/a/settings.job'), /^Europe\/Berlin/);
  assert.match(wordsFor({ siteTimeZones }, 'webjobs:/a/slot/settings.job'), /^Europe\/Paris/);
  assert.equal(
    wordsFor({ siteTimeZones }, 'file:///a/settings.job'),
    'UTC, the default; webjobs.timeZone sets another one',
  );
});
