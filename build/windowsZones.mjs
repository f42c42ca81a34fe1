import { createRequire } from 'node:module';

const { WINDOWS_TO_IANA_MAP } = createRequire(import.meta.url)('windows-iana');

/**
 * The IANA names of the main territory of each Windows zone. CLDR has those of every territory, and what else each is called:
 * eight times as much. Every runtime knows CLDR's own names.
 */
export function windowsZones() {
  const zones = {};
  for (const { windowsName, iana } of WINDOWS_TO_IANA_MAP) {
    zones[windowsName] ??= iana;
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
