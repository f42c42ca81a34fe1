import type { RelaxedDocument } from '../../core/jobs/relaxedJson';
import type { TextRange } from '../../core/jobs/relaxedJsonNodes';
import { placeAt } from './schemaPlace';
import type { ProjectSchema } from './projectSchema';

/** What the schema says of the key or value at an offset, as Markdown. */
export function schemaHover(
  document: RelaxedDocument,
  offset: number,
  schema: ProjectSchema,
): { readonly text: string; readonly range: TextRange } | undefined {
  const place = placeAt(document, offset, schema);
  if (place?.kind === 'key') {
    const { member } = place;
    const text = member === undefined ? undefined : descriptionOf(place.schema.properties?.[member.key.value]);
    return text === undefined || member === undefined ? undefined : { text, range: member.key };
  }
  if (place?.value === undefined) return undefined;
  const { value } = place;
  const ofValue = value.type === 'string' ? choiceDescription(place.schema, value.value) : undefined;
  const text = ofValue ?? descriptionOf(place.schema);
  return text === undefined ? undefined : { text, range: value };
}

/** What one of the values that a schema lists means. */
export function choiceDescription({ enum: choices = [], enumDescriptions }: ProjectSchema, choice: string | null) {
  return enumDescriptions?.[choices.indexOf(choice)];
}

export function descriptionOf(schema: ProjectSchema | undefined): string | undefined {
  return schema?.markdownDescription ?? schema?.description;
}
