import type { RelaxedDocument } from '../../core/jobs/relaxedJson';
import type { JsonMember, JsonNode, ObjectNode, TextRange } from '../../core/jobs/relaxedJsonNodes';
import type { ProjectSchema } from './projectSchema';

/** Where a cursor stands, with the part of the schema that rules there. */
export type SchemaPlace =
  /** In a key, or where one can be typed. `schema` is that of the object. */
  | {
      readonly kind: 'key';
      readonly schema: ProjectSchema;
      readonly object: ObjectNode;
      /** Undefined where no key is typed yet. */
      readonly member: JsonMember | undefined;
    }
  /** In a value, or where one can be typed. `schema` is that of the value. */
  | { readonly kind: 'value'; readonly schema: ProjectSchema; readonly value: JsonNode | undefined };

/** The place of an offset; undefined where neither key nor value can stand, and where the schema knows of none. */
export function placeAt(
  { text, root }: RelaxedDocument,
  offset: number,
  schema: ProjectSchema,
): SchemaPlace | undefined {
  let node = root;
  let rules: ProjectSchema | undefined = schema;
  while (node !== undefined && rules !== undefined && isInside(node, offset)) {
    if (node.type === 'array') {
      node = node.items.find((item) => isInside(item, offset));
      rules = rules.items;
    } else if (node.type === 'object') {
      const member: JsonMember | undefined = node.members.find((each) => isInside(each, offset));
      if (member === undefined) return emptyPlace(text, offset, node, rules);
      if (offset <= member.key.end) return { kind: 'key', schema: rules, object: node, member };
      rules = rules.properties?.[member.key.value];
      if (member.value === undefined) return rules && { kind: 'value', schema: rules, value: undefined };
      node = member.value;
    } else return { kind: 'value', schema: rules, value: node };
  }
  return undefined;
}

/** Between the members of an object: after a brace or comma comes a key, after a colon the value of the key before it. */
function emptyPlace(text: string, offset: number, object: ObjectNode, rules: ProjectSchema): SchemaPlace | undefined {
  const before = text.slice(object.start, offset).trimEnd().at(-1);
  if (before === '{' || before === ',') return { kind: 'key', schema: rules, object, member: undefined };
  const key = object.members.findLast((member) => member.end <= offset)?.key.value;
  const schema = before === ':' && key !== undefined ? rules.properties?.[key] : undefined;
  return schema && { kind: 'value', schema, value: undefined };
}

function isInside({ start, end }: TextRange, offset: number): boolean {
  return start <= offset && offset <= end;
}
