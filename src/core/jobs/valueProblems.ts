import type { TextProblem } from './jobProblem';
import { dateOfString } from './jsonDates';
import { defaultStoppingWaitSeconds, isInPlaceByDefault, isInt64 } from './jobSettings';
import type { IntegerNode, JsonNode } from './relaxedJsonNodes';
import { nameOfType } from './settingsDictionary';
import { maxStoppingWaitSeconds, type SettingsKey } from './settingsKeys';
import type { SettingsContext } from './settingsContext';

/**
 * A value that counts as absent because of its type; undefined for one that the service takes.
 *
 * @param written the value as it stands in the text.
 */
export function wrongTypeProblem(
  key: SettingsKey,
  value: JsonNode,
  written: string,
  context: SettingsContext,
): TextProblem | undefined {
  const isDate = value.type === 'string' && key.type === 'string' && dateOfString(value.value) !== undefined;
  const isTooLarge = value.type === 'integer' && key.type === 'integer' && !isInt64(value.value);
  if (value.type === key.type && !isDate && !isTooLarge) return undefined;
  const found = isDate
    ? 'is turned into a date by the JSON library of the service'
    : isTooLarge
      ? 'is too large for a 64-bit number'
      : `is ${nameOfType(value)}`;
  const repaired = repairedValue(key, value);
  return {
    code: 'wrong-type',
    severity: 'warning',
    message: `The service ignores this value of ${key.name}, because ${shorten(written)} ${found}. It needs ${expectedTypes[key.type]}; ${defaultInWords(key, context)}`,
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

const expectedTypes: Readonly<Record<SettingsKey['type'], string>> = {
  string: 'text in quotes',
  boolean: 'true or false',
  integer: 'a whole number',
};

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

function defaultInWords(key: SettingsKey, { kind, host }: SettingsContext): string {
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

/** Waiting times with which stopping the job fails (kudu-webjobs §3.2). */
export function waitProblems(value: IntegerNode): TextProblem[] {
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
