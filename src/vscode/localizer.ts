/**
 * What pure functions need of the editor's `l10n`, which satisfies it as it is. They take it as a parameter so that
 * they run in plain Node.
 */
export interface Localizer {
  /** The message in the display language, with `{0}`, `{1}` … replaced. */
  t(message: string, ...args: (string | number | boolean)[]): string;
}
