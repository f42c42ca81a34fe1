import { decodeSettings } from './decodeSettings';
import { dateOfString } from './jsonDates';
import type { JobKind } from './job';
import { parseRelaxedJson, type RelaxedDocument } from './relaxedJson';
import type { JsonNode } from './relaxedJsonNodes';
import { type ScheduleString, scheduleStringOf } from './scheduleString';
import type { ScriptHostName } from './scriptHosts';
import { readSettingsDictionary, type SettingsDictionary } from './settingsDictionary';

/** The values that the engine uses for a job (kudu-webjobs §3.1); a kind may ignore some of them. */
export interface JobSettings {
  /** The text of `schedule`, valid or not; null without one. Only triggered jobs use it. */
  readonly schedule: string | null;
  /** Only continuous jobs use it. */
  readonly isSingleton: boolean;
  readonly stoppingWaitTime: StoppingWaitTime;
  readonly isInPlace: boolean;
}

/** Seconds, which may be negative or longer than a stop can wait; or the exception that the service meets on reading. */
export type StoppingWaitTime = { readonly seconds: number } | { readonly error: 'OverflowException' };

/** `settings.job`, read. */
export interface SettingsFile {
  readonly document: RelaxedDocument;
  readonly dictionary: SettingsDictionary;
  /** The schedule that counts, if it is a string; of a text that cannot be read, the one that seems to be meant. */
  readonly schedule: ScheduleString | undefined;
}

/** The name of the file, in the script folder of a job. */
export const settingsFileName = 'settings.job';

/** `settings.job` is never larger in practice; beyond this it is not read. */
export const maxSettingsBytes = 4 * 1024 * 1024;

/** Reads the bytes of `settings.job`; undefined when there is no such file. Never throws. */
export function readSettingsFile(bytes: Uint8Array | undefined): SettingsFile {
  return readSettingsText(bytes === undefined ? '' : decodeSettings(bytes).text);
}

/**
 * Reads the text of `settings.job`, byte order mark removed. Never throws.
 *
 * @param before what was read of the text before it changed: what its schedule means is not read again.
 */
export function readSettingsText(text: string, before?: SettingsFile): SettingsFile {
  const document = parseRelaxedJson(text);
  return {
    document,
    dictionary: readSettingsDictionary(document),
    schedule: scheduleStringOf(document, before?.schedule),
  };
}

/** A text that is too long to be read while somebody types: no value of it is known. */
export function unreadSettings(text: string): SettingsFile {
  const document = { text, root: undefined, fault: undefined, comments: [] };
  return { document, dictionary: { entries: new Map(), fault: undefined }, schedule: undefined };
}

/** `stopping_wait_time` without a setting, in seconds (kudu-webjobs §3.1). */
export const defaultStoppingWaitSeconds: Readonly<Record<JobKind, number>> = { continuous: 5, triggered: 30 };

/** `is_in_place` without a setting: only Node.js jobs run in their own folder (kudu-webjobs §3.1). */
export function isInPlaceByDefault(host: ScriptHostName | null): boolean {
  return host === 'NodeScriptHost';
}

/**
 * The values that the engine uses. A key of another type counts as absent.
 *
 * @param host the chosen script's host, null when nothing is runnable.
 */
export function effectiveSettings(
  { dictionary }: SettingsFile,
  kind: JobKind,
  host: ScriptHostName | null,
): JobSettings {
  const { entries } = dictionary;
  const schedule = entries.get('schedule');
  return {
    schedule: schedule?.type === 'string' && dateOfString(schedule.value) === undefined ? schedule.value : null,
    isSingleton: booleanOf(entries.get('is_singleton')) ?? false,
    stoppingWaitTime: stoppingWaitTime(entries.get('stopping_wait_time'), kind),
    isInPlace: booleanOf(entries.get('is_in_place')) ?? isInPlaceByDefault(host),
  };
}

/** Whether a whole number fits into 64 bits; the service takes a larger one for another type. */
export function isInt64(value: bigint): boolean {
  return value === BigInt.asIntN(64, value);
}

/** The service turns seconds into a time span, which holds 2^63 steps of 100 ns. */
const maxTimeSpanMs = Number(2n ** 63n - 1n) / 10_000;

function stoppingWaitTime(node: JsonNode | undefined, kind: JobKind): StoppingWaitTime {
  if (node?.type !== 'integer' || !isInt64(node.value)) return { seconds: defaultStoppingWaitSeconds[kind] };
  const seconds = Number(node.value);
  return Math.abs(seconds) * 1000 + 0.5 > maxTimeSpanMs ? { error: 'OverflowException' } : { seconds };
}

function booleanOf(node: JsonNode | undefined): boolean | undefined {
  return node?.type === 'boolean' ? node.value : undefined;
}
