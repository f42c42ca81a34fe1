import type { DocumentCache, FolderCache } from './documentModel';
import type { SettingsJobEnvironment } from './environment';
import type { FieldValues } from './fieldValues';
import type { PresetList } from './presets';
import type { ScheduleExplanations } from './scheduleExplanation';
import type { Texts } from './texts';

/** What every feature of the service works with. */
export interface ServiceContext {
  readonly environment: SettingsJobEnvironment;
  readonly cache: DocumentCache;
  readonly folders: FolderCache;
  readonly presets: PresetList;
  readonly explanations: ScheduleExplanations;
  readonly fieldValues: FieldValues;
  readonly texts: Texts;
}
