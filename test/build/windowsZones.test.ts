import assert from 'node:assert/strict';
import { test } from 'node:test';
import { windowsZones } from '../../build/windowsZones.mjs';
import { findZone } from '../../src/core/schedule/zones';

test('what stands for the list of Windows zones names the zones that the list names', () => {
  const zones = Object.entries(windowsZones());
  assert.ok(zones.length > 130, String(zones.length));
  for (const [windowsName, ianaNames] of zones) {
    // Of a list, the first name that this runtime knows counts.
    const known = ianaNames.flatMap((name) => findZone(name)?.ianaName ?? [])[0];
    assert.equal(known, findZone(windowsName)?.ianaName, windowsName);
  }
});
