import { type EngineTimings, serviceTimings } from '../core/runner/engineOptions';
import type { SettingLookup } from '../core/runner/siteSettings';

/** Seconds without a change after which changed files are acted upon; the service knows no such setting (E6). */
export const debounceSetting = 'WEBJOBS_LOCAL_DEBOUNCE';

const shortestMs = 100;

/**
 * The deviations from the service's timing that app settings or the environment ask for. A jobs folder that is missing is
 * looked for as much more or less often as changes are acted upon sooner or later. What is no number counts as not set.
 */
export function localTimings(find: SettingLookup): Partial<EngineTimings> {
  const text = find(debounceSetting) ?? '';
  if (!/^\d+(?:\.\d+)?$/.test(text)) return {};
  const debounceMs = Math.max(shortestMs, Math.round(Number(text) * 1000));
  const rootRetryMs = Math.round((debounceMs * serviceTimings.rootRetryMs) / serviceTimings.debounceMs);
  return { debounceMs, rootRetryMs };
}
