import { type Message, messageText, type Translations } from '../core/base/message';
import { errorText } from '../core/base/userError';

/**
 * What pure functions need of the editor's `l10n`, which satisfies it as it is. They take it as a parameter so that
 * they run in plain Node.
 */
export interface Localizer {
  /** The message in the display language, with `{0}`, `{1}` … replaced. */
  t(message: string, ...args: (string | number | boolean)[]): string;
  /** The texts of the display language by their English ones; undefined in English. */
  readonly bundle?: Translations | undefined;
}

/** A message of the core in the display language. */
export function localized(text: Message, { bundle }: Localizer): string {
  return messageText(text, bundle);
}

/** What to show for anything that was thrown, in the display language. */
export function localizedError(error: unknown, l10n: Localizer): string {
  return localized(errorText(error), l10n);
}
