import listSchema from '../../../schemas/webjobs-list.schema.json';
import jobSchema from '../../../schemas/webjob-publish-settings.schema.json';
import { projectFileKind } from '../../core/jobs/projectFiles';

/** The part of JSON Schema that the schemas of Visual Studio's files use. */
export interface ProjectSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly properties?: Readonly<Record<string, ProjectSchema>>;
  readonly required?: readonly string[];
  readonly items?: ProjectSchema;
  readonly enum?: readonly (string | null)[];
  /** One for each value of {@link enum}. */
  readonly enumDescriptions?: readonly string[];
  readonly anyOf?: readonly ProjectSchema[];
  readonly minLength?: number;
  readonly minimum?: number;
  readonly format?: string;
  readonly definitions?: Readonly<Record<string, ProjectSchema>>;
  readonly $ref?: string;
}

/** The schema of a file of Visual Studio by its name; undefined for every other file. */
export function schemaOfFile(uri: string): ProjectSchema | undefined {
  const kind = projectFileKind(uri);
  return kind === 'job' ? resolved(jobSchema) : kind === 'list' ? resolved(listSchema) : undefined;
}

/** Puts definitions in the place of the references to them; what stands beside a reference is kept. */
function resolved(schema: ProjectSchema): ProjectSchema {
  const properties = Object.entries(schema.properties ?? {}).map(([name, { $ref, ...own }]) => {
    const definition = schema.definitions?.[$ref?.replace(/^#\/definitions\//, '') ?? ''];
    return [name, { ...definition, ...own }] as const;
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}
