import type { JobKind } from '../job';

/** The languages for which there are samples, in the order in which they are offered. */
export const jobLanguages = [
  'node',
  'python',
  'bash',
  'powershell',
  'csharp',
  'java',
  'php',
  'batch',
  'fsharp',
] as const;

export type JobLanguage = (typeof jobLanguages)[number];

/** A sample job in one language. */
export interface JobTemplate {
  /** The language's own name, the same in every display language. */
  readonly label: string;
  /** The file that the service starts; it is not always the one that a person edits. */
  readonly script: string;
  /** The file with the code. */
  readonly source: string;
  /** The texts of all files by their path in the job folder, `settings.job` aside. Line ends are `\n`. */
  readonly files: (kind: JobKind) => Readonly<Record<string, string>>;
}
