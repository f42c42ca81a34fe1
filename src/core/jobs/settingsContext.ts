import type { CronTexts } from '../schedule/cronTexts';
import type { JobKind } from './job';
import type { ScriptHostName } from './scriptHosts';

/** What is known of the job that a settings file belongs to. */
export interface SettingsContext {
  /** Undefined when neither the folder nor anybody else tells. */
  readonly kind?: JobKind;
  /** Name of the job's folder, where the folder above it tells the kind. */
  readonly jobName?: string;
  /** Host of the chosen script; null when nothing is runnable; undefined when the folder was not read. */
  readonly host?: ScriptHostName | null;
  /** How long a run of the job usually takes, in milliseconds; undefined when too few runs are known. */
  readonly usualRunMs?: number;
  /** Language of the words for schedules inside messages; default: English. */
  readonly cronTexts?: CronTexts;
}
