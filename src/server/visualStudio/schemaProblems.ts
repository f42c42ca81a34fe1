import { message, type Message } from '../../core/base/message';
import type { TextProblem } from '../../core/jobs/jobProblem';
import type { JsonNode } from '../../core/jobs/relaxedJsonNodes';
import type { ProjectSchema } from './projectSchema';

/** Where a file of Visual Studio differs from its schema. What is no JSON at all is left to the editor. */
export function schemaProblems(root: JsonNode, schema: ProjectSchema): TextProblem[] {
  return [...problemsOf(root, schema, 'JSON')];
}

function* problemsOf(node: JsonNode, schema: ProjectSchema, key: string): Generator<TextProblem> {
  if (!fits(node, schema)) {
    const text = message('{key} needs {expected}.', { key, expected: expectedBy(schema) });
    yield { code: 'project-value', severity: 'warning', text, range: node };
  } else if (node.type === 'array') {
    const { items } = schema;
    if (items !== undefined) for (const item of node.items) yield* problemsOf(item, items, key);
  } else if (node.type === 'object') {
    for (const name of schema.required ?? []) {
      if (node.members.some((member) => member.key.value === name)) continue;
      const range = { start: node.start, end: node.start + 1 };
      yield { code: 'project-key', severity: 'warning', text: message('{key} is missing.', { key: name }), range };
    }
    for (const { key: name, value } of node.members) {
      const ofKey = schema.properties?.[name.value];
      if (value !== undefined && ofKey !== undefined) yield* problemsOf(value, ofKey, name.value);
    }
  }
}

function fits(node: JsonNode, schema: ProjectSchema): boolean {
  const { type, enum: choices, anyOf, minLength = 0, minimum, format } = schema;
  if (type !== undefined && ![type].flat().includes(node.type)) return false;
  if (choices !== undefined && !choices.some((choice) => isChoice(node, choice))) return false;
  if (anyOf !== undefined && !anyOf.some((each) => fits(node, each))) return false;
  if (node.type === 'integer') return minimum === undefined || node.value >= BigInt(minimum);
  if (node.type !== 'string') return true;
  return node.value.length >= minLength && (format !== 'date-time' || isTime(node.value));
}

function isChoice(node: JsonNode, choice: string | null): boolean {
  return choice === null ? node.type === 'null' : node.type === 'string' && node.value === choice;
}

/** A date with a time and a zone, as Visual Studio writes it. */
function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/i.test(text) && !Number.isNaN(Date.parse(text));
}

function expectedBy({ type, enum: choices, anyOf, minimum }: ProjectSchema): Message {
  if (anyOf !== undefined) return message('a time such as {example}', { example: '2015-01-09T01:00:00+01:00' });
  if (choices !== undefined) {
    const values = choices.filter((choice) => choice !== null && choice !== 'null').join(', ');
    return message('one of {values}', { values });
  }
  switch ([type].flat()[0]) {
    case 'integer':
      return message('a whole number from {minimum} on', { minimum: minimum ?? 0 });
    case 'array':
      return message('a list in brackets');
    case 'object':
      return message('an object in braces');
    default:
      return message('text in quotes');
  }
}
