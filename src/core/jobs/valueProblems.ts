import { message, type Message } from '../base/message';
import type { ProblemFix, TextProblem } from './jobProblem';
import { dateOfString } from './jsonDates';
import { defaultStoppingWaitSeconds, isInPlaceByDefault, isInt64 } from './jobSettings';
import type { IntegerNode, JsonNode } from './relaxedJsonNodes';
import { nameOfType } from './settingsDictionary';
import { shorten } from './shorten';
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
    ? message('is turned into a date by the JSON library of the service')
    : isTooLarge
      ? message('is too large for a 64-bit number')
      : message('is {type}', { type: nameOfType(value) });
  return {
    code: 'wrong-type',
    severity: 'warning',
    text: message(
      'The service ignores this value of {key}, because {written} {found}. It needs {expected}; {fallback}',
      {
        key: key.name,
        written: shorten(written),
        found,
        expected: expectedTypes[key.type],
        fallback: defaultInWords(key, context),
      },
    ),
    range: value,
    isSaidByJsonSupport: !isDate && !isIntegralWithExponent(written),
    fixes: () => repairFixes(key, value),
  };
}

const expectedTypes: Readonly<Record<SettingsKey['type'], Message>> = {
  string: message('text in quotes'),
  boolean: message('true or false'),
  integer: message('a whole number'),
};

/** `6e1`: a whole number to the editor's JSON support, but not to the service. */
function isIntegralWithExponent(written: string): boolean {
  return /^-?\d+[eE]/.test(written);
}

function repairFixes(key: SettingsKey, value: JsonNode): ProblemFix[] {
  const repaired = repairedValue(key, value);
  if (repaired === undefined) return [];
  const title = message('Write {value}', { value: repaired });
  return [{ kind: 'edit', title, edits: [{ start: value.start, end: value.end, newText: repaired }] }];
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

function defaultInWords(key: SettingsKey, { kind, host }: SettingsContext): Message {
  switch (key.name) {
    case 'schedule':
      return message('the job has no schedule.');
    case 'is_singleton':
      return message('{value} is used.', { value: 'false' });
    case 'is_in_place':
      return host === undefined
        ? message('the default is used: true for Node.js, else false.')
        : message('{value} is used.', { value: String(isInPlaceByDefault(host)) });
    case 'stopping_wait_time':
      return kind === undefined
        ? message('the default is used: 5 seconds for continuous jobs, 30 for triggered ones.')
        : message('{seconds} seconds are used.', { seconds: defaultStoppingWaitSeconds[kind] });
  }
}

/** Waiting times with which stopping the job fails (kudu-webjobs §3.2). */
export function waitProblems(value: IntegerNode): TextProblem[] {
  const problem = (code: string, text: Message, nearest: number): TextProblem[] => [
    {
      code,
      severity: 'error',
      text,
      range: value,
      isSaidByJsonSupport: value.isDecimal,
      fixes: () => [
        {
          kind: 'edit',
          title: message('Write {value}', { value: nearest }),
          edits: [{ start: value.start, end: value.end, newText: String(nearest) }],
        },
      ],
    },
  ];
  const args = { seconds: String(value.value), max: maxStoppingWaitSeconds };
  if (value.value < 0n) {
    return problem(
      'negative-stop-wait',
      message(
        'With {seconds} seconds stopping the job fails: its status stays Stopping and its process goes on. Write a number from 0 to {max}.',
        args,
      ),
      0,
    );
  }
  if (value.value <= BigInt(maxStoppingWaitSeconds)) return [];
  return problem(
    'stop-wait-too-long',
    message(
      '{seconds} seconds are longer than the service can wait: stopping the job fails and its process goes on. Write a number from 0 to {max}.',
      args,
    ),
    maxStoppingWaitSeconds,
  );
}
