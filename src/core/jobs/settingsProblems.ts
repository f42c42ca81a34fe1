import type { TextProblem } from './jobProblem';
import { dateOfString } from './jsonDates';
import type { JobKind } from './job';
import {
  defaultStoppingWaitSeconds,
  effectiveSettings,
  isInPlaceByDefault,
  isInt64,
  type SettingsFile,
} from './jobSettings';
import { plainJsonProblems } from './plainJsonProblems';
import type { IntegerNode, JsonMember, JsonNode } from './relaxedJsonNodes';
import { scheduleProblems } from './scheduleProblems';
import type { ScriptHostName } from './scriptHosts';
import { nameOfType } from './settingsDictionary';
import { maxStoppingWaitSeconds, type SettingsKey, settingsKey, similarSettingsKey, unreadKeys } from './settingsKeys';

/** What is known of the job that a settings file belongs to. */
export interface SettingsContext {
  /** Undefined when neither the folder nor anybody else tells. */
  readonly kind?: JobKind;
  /** Host of the chosen script; null when nothing is runnable; undefined when the folder was not read. */
  readonly host?: ScriptHostName | null;
}

/**
 * Everything that the service ignores, misreads or trips over in a settings file (product A3, A4, A6), in the order of
 * the text. Works on half-typed text and never throws.
 */
export function settingsProblems(file: SettingsFile, context: SettingsContext): TextProblem[] {
  const { document, dictionary } = file;
  const problems: TextProblem[] = [];
  if (dictionary.fault !== undefined) {
    const { start, end, message } = dictionary.fault;
    problems.push({
      code: 'settings-unreadable',
      severity: 'error',
      message: `The service cannot read this file and treats it as {}, so that no setting counts: ${message}.`,
      range: { start, end },
    });
  }
  problems.push(...plainJsonProblems(document));
  if (document.root?.type !== 'object') return problems;

  const lastOfKey = new Map(document.root.members.map((member) => [member.key.value, member]));
  for (const member of document.root.members) {
    const winner = lastOfKey.get(member.key.value);
    if (winner !== undefined && winner !== member) problems.push(duplicateProblem(member));
    else problems.push(...memberProblems(file, member, context));
  }
  return problems.sort((left, right) => left.range.start - right.range.start);
}

function duplicateProblem(member: JsonMember): TextProblem {
  return {
    code: 'duplicate-key',
    severity: 'warning',
    message: `The key ${member.key.value} stands here again further down; only the last one counts. Remove this one.`,
    range: member.key,
    isSaidByJsonSupport: true,
  };
}

function memberProblems(file: SettingsFile, member: JsonMember, context: SettingsContext): TextProblem[] {
  const { key, value } = member;
  const known = settingsKey(key.value);
  if (known === undefined) return [keyProblem(member)];
  const kindProblem = effectProblem(file, known, member, context);
  if (value === undefined || (value.type === 'null' && value.word === 'missing')) return kindProblem;
  const typeProblem = wrongTypeProblem(file, known, value, context);
  if (typeProblem !== undefined) return [...kindProblem, typeProblem];
  // A continuous job has no schedule that could be wrong.
  if (known.name === 'schedule' && value.type === 'string' && context.kind !== 'continuous')
    return scheduleProblems(value);
  if (known.name === 'stopping_wait_time' && value.type === 'integer') return [...kindProblem, ...waitProblems(value)];
  return kindProblem;
}

function keyProblem({ key }: JsonMember): TextProblem {
  const similar = similarSettingsKey(key.value);
  if (similar !== undefined) {
    const newText = key.quote === '' ? similar.name : `${key.quote}${similar.name}${key.quote}`;
    return {
      code: 'wrong-case',
      severity: 'warning',
      message: `The service does not read ${key.value}: the key must be written exactly ${similar.name}.`,
      range: key,
      fixes: [{ kind: 'edit', title: `Write ${similar.name}`, edits: [{ start: key.start, end: key.end, newText }] }],
    };
  }
  const unread = unreadKeys.get(key.value);
  return {
    code: unread === undefined ? 'unknown-key' : 'unread-key',
    severity: 'warning',
    message: unread ?? `The service does not read the key ${key.value}: it has no effect.`,
    range: key,
    isSaidByJsonSupport: true,
  };
}

const expectedTypes: Readonly<Record<SettingsKey['type'], string>> = {
  string: 'text in quotes',
  boolean: 'true or false',
  integer: 'a whole number',
};

function wrongTypeProblem(
  file: SettingsFile,
  key: SettingsKey,
  value: JsonNode,
  context: SettingsContext,
): TextProblem | undefined {
  const isDate = value.type === 'string' && key.type === 'string' && dateOfString(value.value) !== undefined;
  const isTooLarge = value.type === 'integer' && key.type === 'integer' && !isInt64(value.value);
  if (value.type === key.type && !isDate && !isTooLarge) return undefined;
  const written = file.document.text.slice(value.start, value.end);
  const found = isDate
    ? 'is turned into a date by the JSON library of the service'
    : isTooLarge
      ? 'is too large for a 64-bit number'
      : `is a ${nameOfType(value)}`;
  const repaired = repairedValue(key, value);
  return {
    code: 'wrong-type',
    severity: 'warning',
    message: `The service ignores this value of ${key.name}, because ${shorten(written)} ${found}. It needs ${expectedTypes[key.type]}; ${defaultInWords(file, key, context)}`,
    range: value,
    isSaidByJsonSupport: !isDate && !isIntegralWithExponent(written),
    fixes:
      repaired === undefined
        ? []
        : [
            {
              kind: 'edit',
              title: `Write ${repaired}`,
              edits: [{ start: value.start, end: value.end, newText: repaired }],
            },
          ],
  };
}

/** `6e1`: a whole number to the editor's JSON support, but not to the service. */
function isIntegralWithExponent(written: string): boolean {
  return /^-?\d+[eE]/.test(written);
}

/** What the value was probably meant to be, as JSON text. */
function repairedValue(key: SettingsKey, value: JsonNode): string | undefined {
  const text =
    value.type === 'string'
      ? value.value.trim()
      : value.type === 'float' || value.type === 'integer'
        ? String(value.value)
        : '';
  if (key.type === 'integer') return /^\d{1,9}$/.test(text) ? text : undefined;
  if (key.type === 'boolean') {
    if (/^(true|1|yes|on)$/i.test(text)) return 'true';
    return /^(false|0|no|off)$/i.test(text) ? 'false' : undefined;
  }
  const [only] = value.type === 'array' && value.items.length === 1 ? value.items : [];
  return only?.type === 'string' ? JSON.stringify(only.value) : undefined;
}

function defaultInWords(file: SettingsFile, key: SettingsKey, { kind, host }: SettingsContext): string {
  switch (key.name) {
    case 'schedule':
      return 'the job has no schedule.';
    case 'is_singleton':
      return 'false is used.';
    case 'is_in_place':
      return host === undefined
        ? 'the default is used: true for Node.js, else false.'
        : `${String(isInPlaceByDefault(host))} is used.`;
    case 'stopping_wait_time':
      return kind === undefined
        ? 'the default is used: 5 seconds for continuous jobs, 30 for triggered ones.'
        : `${String(defaultStoppingWaitSeconds[kind])} seconds are used.`;
  }
}

/** Settings that the job's kind or host makes pointless (product A4). */
function effectProblem(
  file: SettingsFile,
  key: SettingsKey,
  member: JsonMember,
  { kind, host }: SettingsContext,
): TextProblem[] {
  const problem = (code: string, severity: TextProblem['severity'], message: string): TextProblem[] => [
    { code, severity, message, range: member.key },
  ];
  if (key.name === 'schedule' && kind === 'continuous') {
    return problem(
      'schedule-without-effect',
      'warning',
      'A continuous job has no schedule: the service ignores this key. Move the job to jobs/triggered, or remove the key.',
    );
  }
  if (key.name === 'is_singleton' && kind === 'triggered') {
    return problem(
      'singleton-without-effect',
      'info',
      'is_singleton has no effect on a triggered job, which always runs on one instance. Remove the key.',
    );
  }
  if (key.name === 'stopping_wait_time' && kind === 'triggered') {
    return problem(
      'stop-wait-seldom-used',
      'info',
      'For a triggered job stopping_wait_time counts only while the site itself shuts down.',
    );
  }
  const value = member.value;
  if (key.name === 'is_in_place' && host !== undefined && host !== null && value?.type === 'boolean') {
    const settings = effectiveSettings(file, kind ?? 'triggered', host);
    if (settings.isInPlace === isInPlaceByDefault(host) && value.value === settings.isInPlace) {
      return problem(
        'in-place-is-default',
        'info',
        `is_in_place is ${String(value.value)} anyway for this script: the key changes nothing.`,
      );
    }
  }
  return [];
}

function waitProblems(value: IntegerNode): TextProblem[] {
  const problem = (code: string, message: string): TextProblem[] => [
    { code, severity: 'error', message, range: value, isSaidByJsonSupport: value.isDecimal },
  ];
  const range = `Write a number from 0 to ${String(maxStoppingWaitSeconds)}.`;
  if (value.value < 0n) {
    return problem(
      'negative-stop-wait',
      `With ${String(value.value)} seconds stopping the job fails: its status stays Stopping and its process goes on. ${range}`,
    );
  }
  if (value.value <= BigInt(maxStoppingWaitSeconds)) return [];
  return problem(
    'stop-wait-too-long',
    `${String(value.value)} seconds are longer than the service can wait: stopping the job fails and its process goes on. ${range}`,
  );
}

function shorten(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 37)}…`;
}
