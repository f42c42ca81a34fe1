import { message, type Message } from '../../core/base/message';
import type { CronField } from '../../core/schedule/cronFields';
import { fieldTitles } from './fieldTitles';
import type { Texts } from './texts';

/** What can stand in a field of a schedule, and what it means. */
export interface FieldValue {
  readonly text: string;
  readonly meaning: string;
}

/** The values of the fields, told once for each language: a field has more than sixty of them. */
export class FieldValues {
  private readonly known = new WeakMap<Texts, Map<CronField, readonly FieldValue[]>>();

  /**
   * What can stand in a field.
   *
   * @param isWholeElement false after the dash of a range, where only single values make sense.
   */
  get(field: CronField, isWholeElement: boolean, texts: Texts): readonly FieldValue[] {
    const ofLanguage = this.known.get(texts) ?? new Map<CronField, readonly FieldValue[]>();
    this.known.set(texts, ofLanguage);
    const values = ofLanguage.get(field) ?? valuesOf(field, texts);
    ofLanguage.set(field, values);
    return isWholeElement ? values : values.filter(({ text }) => !text.startsWith('*'));
  }
}

function valuesOf(field: CronField, texts: Texts): readonly FieldValue[] {
  const unit = texts.cron.units[field.name];
  const names = valueNamesOf(field, texts);
  const steps = stepsOf(field).map((step) => ({
    text: `*/${step}`,
    meaning: texts.of(stepMeaning(field, step)),
  }));
  // The service reads English names only; what they mean is told in the reader's language.
  const named = field.valueNames.map((name, index) => ({
    text: name.slice(0, 3).toUpperCase(),
    meaning: names[index] ?? name,
  }));
  const numbers = Array.from({ length: field.max - field.min + 1 }, (_, index) => {
    const value = field.min + index;
    const meaning = names[index] ?? texts.of(message('{title} {value}', { title: fieldTitles[field.name], value }));
    return { text: String(value), meaning };
  });
  return [{ text: '*', meaning: texts.t('any {unit}', { unit }) }, ...steps, ...named, ...numbers];
}

function valueNamesOf({ name }: CronField, { cron }: Texts): readonly string[] {
  return name === 'month' ? cron.months : name === 'dayOfWeek' ? cron.weekdays : [];
}

function stepMeaning({ name, min }: CronField, step: number): Message {
  switch (name) {
    case 'second':
      return message('every {step} seconds, from second {min}', { step, min });
    case 'minute':
      return message('every {step} minutes, from minute {min}', { step, min });
    default:
      return message('every {step} hours, from hour {min}', { step, min });
  }
}

function stepsOf({ name }: CronField): readonly number[] {
  switch (name) {
    case 'second':
    case 'minute':
      return [5, 10, 15, 20, 30];
    case 'hour':
      return [2, 3, 4, 6, 8, 12];
    default:
      return [];
  }
}
