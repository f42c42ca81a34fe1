import { dateOfString } from './jsonDates';
import type { JsonNode } from './relaxedJsonNodes';
import { type SettingsDictionary, withoutMetadata } from './settingsDictionary';

/** What `GET …/settings` of the service answers for a file: its dictionary as compact JSON (kudu-webjobs §3.2, §8.6). */
export function settingsApiText(dictionary: SettingsDictionary): string {
  const members = [...dictionary.entries].map(([key, value]) => `${quote(key)}:${valueText(value, 1)}`);
  return `{${members.join(',')}}`;
}

/** @param depth nesting of the value; only the first two levels of objects lose `$id` and `$type`. */
function valueText(node: JsonNode, depth: number): string {
  switch (node.type) {
    case 'object':
      return objectText(node, depth);
    case 'array':
      return `[${node.items.map((item) => valueText(item, depth + 1)).join(',')}]`;
    case 'string': {
      const date = dateOfString(node.value);
      return date === undefined ? quote(node.value) : `"${date}"`;
    }
    case 'integer':
      return String(node.value);
    case 'float':
      return floatText(node.value);
    case 'boolean':
      return String(node.value);
    case 'null':
      return 'null';
  }
}

function objectText(node: JsonNode & { type: 'object' }, depth: number): string {
  const members = depth === 1 ? withoutMetadata(node) : node.members;
  if ('start' in members) return 'null';
  const entries = new Map<string, JsonNode>();
  for (const { key, value } of members) {
    // Inside a value the library moves a repeated member to the end.
    entries.delete(key.value);
    if (value !== undefined) entries.set(key.value, value);
  }
  return `{${[...entries].map(([key, value]) => `${quote(key)}:${valueText(value, depth + 1)}`).join(',')}}`;
}

const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function quote(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what has to be escaped.
  const escaped = text.replace(/["\\\u0000-\u001f\u0085\u2028\u2029]/g, (character) => {
    return shortEscapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `"${escaped}"`;
}

/** A number as .NET Framework writes it so that it can be read back: 15 digits where they suffice, else 17. */
function floatText(value: number): string {
  if (!Number.isFinite(value)) return `"${String(value)}"`;
  if (value === 0) return '0.0';
  const precision = Number(value.toPrecision(15)) === value ? 15 : 17;
  const [mantissa = '', exponentText = '0'] = Math.abs(value)
    .toExponential(precision - 1)
    .split('e');
  const exponent = Number(exponentText);
  const digits = mantissa.replace('.', '').replace(/0+$/, '');
  return (value < 0 ? '-' : '') + placePoint(digits, exponent);
}

function placePoint(digits: string, exponent: number): string {
  if (exponent < -5 || exponent >= 15) {
    const mantissa = digits.length === 1 ? digits : `${digits.slice(0, 1)}.${digits.slice(1)}`;
    return `${mantissa}E${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${whole}.${digits.slice(exponent + 1) || '0'}`;
}
