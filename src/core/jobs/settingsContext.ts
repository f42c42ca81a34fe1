import type { JobKind } from './job';
import type { ScriptHostName } from './scriptHosts';

/** What is known of the job that a settings file belongs to. */
export interface SettingsContext {
  /** Undefined when neither the folder nor anybody else tells. */
  readonly kind?: JobKind;
  /** Host of the chosen script; null when nothing is runnable; undefined when the folder was not read. */
  readonly host?: ScriptHostName | null;
}
