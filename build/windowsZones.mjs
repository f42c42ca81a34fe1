import { createRequire } from 'node:module';

const { findIanaAliases, WINDOWS_TO_IANA_MAP } = createRequire(import.meta.url)('windows-iana');

/**
 * The IANA names of each Windows zone, the usual one first: those of its main territory, and what else these are called.
 * CLDR has those of every territory beside them, which are eight times as much, and differ in nothing that counts here.
 */
export function windowsZones() {
  const zones = {};
  for (const { windowsName, iana } of WINDOWS_TO_IANA_MAP) {
    zones[windowsName] ??= [...new Set([...iana, ...iana.flatMap(findIanaAliases)])];
  }
  return zones;
}

/** The text of a module that stands for `windows-iana`: what `core/schedule/zones.ts` takes from it. */
export function windowsZonesModule() {
  return `
    const zones = ${JSON.stringify(windowsZones())};
    export const WINDOWS_TO_IANA_MAP = Object.entries(zones).map(([windowsName, iana]) => ({ windowsName, iana }));
    export const findIana = (windowsName) => zones[windowsName] ?? [];
  `;
}
