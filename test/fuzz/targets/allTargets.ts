import type { FuzzTarget } from '../fuzzTarget';
import { archives } from './archives';
import { publishProfiles } from './publishProfiles';
import { schedules, scheduleTexts } from './schedules';
import { settingsBytes } from './settingsBytes';
import { settingsService } from './settingsService';
import { siteAnswers } from './siteAnswers';

/** Everything that is fuzzed. */
export function allTargets(): readonly FuzzTarget[] {
  return [
    schedules(),
    scheduleTexts(),
    settingsService(),
    settingsBytes(),
    publishProfiles(),
    siteAnswers(),
    archives(),
  ];
}
