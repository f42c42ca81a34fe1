import { message, type Message } from '../base/message';
import type { JsonMember, JsonNode, ObjectNode } from './relaxedJsonNodes';
import type { JsonFault } from './relaxedJsonFault';
import type { RelaxedDocument } from './relaxedJson';

/** The string→object dictionary that the service makes of `settings.job`. */
export interface SettingsDictionary {
  /** The members that count, by key: of duplicates the last one, at the place of the first. Empty after a fault. */
  readonly entries: ReadonlyMap<string, JsonNode>;
  /** Why the service cannot read the file, so that it counts as `{}`. */
  readonly fault: JsonFault | undefined;
}

/**
 * Turns a parsed text into the service's dictionary (kudu-webjobs §3.2). A text without a value, `null` and `undefined`
 * are an empty dictionary; any other root that is no object is a fault.
 */
export function readSettingsDictionary(document: RelaxedDocument): SettingsDictionary {
  const { root } = document;
  const fault = document.fault ?? rootFault(root);
  if (fault !== undefined || root?.type !== 'object') return { entries: new Map(), fault };
  const members = withoutMetadata(root);
  if ('start' in members) return { entries: new Map(), fault: members };

  const entries = new Map<string, JsonNode>();
  // A member without a value exists only after a fault.
  for (const { key, value } of members) if (value !== undefined) entries.set(key.value, value);
  return { entries, fault: undefined };
}

/**
 * Members of an object without those that the JSON library takes for its own: `$id`, `$type` and `$ref` at the very
 * beginning of an object. The fault says why the library refuses them.
 */
export function withoutMetadata(object: ObjectNode): readonly JsonMember[] | JsonFault {
  let count = 0;
  for (const { key, value, followsComment } of object.members) {
    if (followsComment || value === undefined) break;
    const isContainer = value.type === 'object' || value.type === 'array';
    const range = { start: key.start, end: value.end };
    if (key.value === '$values')
      return { ...range, message: message('the JSON library takes $values for its own and refuses it here') };
    if (key.value === '$ref') {
      if (value.type !== 'string' && value.type !== 'null')
        return { ...range, message: message('$ref must be a string or null') };
      if (value.type === 'string' && object.members.length > count + 1) {
        return { ...range, message: message('no other member can follow after $ref') };
      }
    } else if (key.value !== '$id' && key.value !== '$type') break;
    else if (isContainer || (key.value === '$type' && value.type === 'null')) {
      return { ...range, message: message('{key} must be a string', { key: key.value }) };
    }
    count += 1;
  }
  return object.members.slice(count);
}

function rootFault(root: JsonNode | undefined): JsonFault | undefined {
  if (root === undefined || root.type === 'object' || root.type === 'null') return undefined;
  // The library takes an empty string for null.
  if (root.type === 'string' && root.value === '') return undefined;
  return {
    start: root.start,
    end: root.end,
    message: message('the file must hold an object in braces, not {type}', { type: nameOfType(root) }),
  };
}

/** What people call the type of a value, with its article. */
export function nameOfType(node: JsonNode): Message {
  switch (node.type) {
    case 'object':
      return message('an object');
    case 'array':
      return message('a list');
    case 'string':
      return message('a string');
    case 'float':
      return message('a number with a fraction or an exponent');
    case 'integer':
      return message('a whole number');
    case 'boolean':
      return message('a true/false value');
    case 'null':
      return message('no value');
  }
}
