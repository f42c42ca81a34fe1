import { type Message, message, type MessageArgs, messageText, type Translations } from '../../core/base/message';
import { type CronTexts, englishCronTexts, translateCronTexts } from '../../core/schedule/cronTexts';

/** The language in which the service answers: the bundle that the client passes on, English where it has no text. */
export class Texts {
  /** The words for schedules. */
  readonly cron: CronTexts;

  /** @param translations what `vscode.l10n.bundle` holds; undefined for English. */
  constructor(private readonly translations?: Translations) {
    this.cron = translations === undefined ? englishCronTexts : translateCronTexts(translations);
  }

  /** A message of the core. */
  of(text: Message): string {
    return messageText(text, this.translations);
  }

  /** A text of the service itself. */
  t(template: string, args?: MessageArgs): string {
    return this.of(message(template, args));
  }
}
