import { type CompletionItem, CompletionItemKind, InsertTextFormat, type Range, TextEdit } from 'vscode-languageserver';
import type { RelaxedDocument } from '../../core/jobs/relaxedJson';
import type { TextRange } from '../../core/jobs/relaxedJsonNodes';
import type { ProjectSchema } from './projectSchema';
import { choiceDescription, descriptionOf } from './schemaHover';
import { placeAt, type SchemaPlace } from './schemaPlace';

/** The keys that an object does not have yet, or the values that a key can have. */
export function schemaCompletions(
  document: RelaxedDocument,
  offset: number,
  schema: ProjectSchema,
  toRange: (range: TextRange) => Range,
): CompletionItem[] {
  const place = placeAt(document, offset, schema);
  if (place === undefined) return [];
  const typed = place.kind === 'key' ? place.member?.key : place.value;
  const range = toRange(typed ?? { start: offset, end: offset });
  return place.kind === 'key' ? keys(place, document.text, offset, range) : values(place.schema, range);
}

function keys(
  { schema, object, member }: SchemaPlace & { readonly kind: 'key' },
  text: string,
  offset: number,
  range: Range,
): CompletionItem[] {
  const taken = new Set(object.members.filter((each) => each !== member).map(({ key }) => key.value));
  const hasColon = member !== undefined && /^\s*:/.test(text.slice(member.key.end));
  const follows = member === undefined && object.members.some(({ start }) => start >= offset);
  return Object.entries(schema.properties ?? {})
    .filter(([name]) => !taken.has(name) && name !== '$schema')
    .map(([name, ofKey]) => {
      const key = JSON.stringify(name);
      const value = valuesOf(ofKey).length > 0 || ofKey.type === 'integer' ? '$1' : '"$1"';
      return {
        label: name,
        kind: CompletionItemKind.Property,
        ...documentation(descriptionOf(ofKey)),
        filterText: key,
        insertTextFormat: InsertTextFormat.Snippet,
        textEdit: TextEdit.replace(range, hasColon ? key : `${key}: ${value}${follows ? ',' : ''}`),
      };
    });
}

function values(schema: ProjectSchema, range: Range): CompletionItem[] {
  return valuesOf(schema).map((value) => {
    const text = JSON.stringify(value);
    return {
      label: text,
      kind: CompletionItemKind.Value,
      ...documentation(choiceDescription(schema, value)),
      filterText: text,
      textEdit: TextEdit.replace(range, text),
    };
  });
}

/** What a schema lists as values. */
function valuesOf({ enum: own = [], anyOf = [] }: ProjectSchema): (string | null)[] {
  return [...own, ...anyOf.flatMap(valuesOf)];
}

function documentation(value: string | undefined): Pick<CompletionItem, 'documentation'> {
  return value === undefined ? {} : { documentation: { kind: 'markdown', value } };
}
