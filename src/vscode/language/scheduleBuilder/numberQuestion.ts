import { type ScheduleChoices, sortedSet } from '../../../core/schedule/builder/scheduleChoices';
import type { Localizer } from '../../localizer';
import { answer, unread } from './answers';
import type { BuilderState } from './builderState';
import type { StepItem, StepView } from './stepView';
import { readNumber } from './typedValues';

/** A question whose answer is a whole number, chosen or typed. */
export interface NumberQuestion {
  readonly question: string;
  readonly min: number;
  readonly max: number;
  /** Why a number beyond the limits is refused. */
  readonly refusal?: string;
  readonly offered: readonly number[];
  readonly present: number;
  readonly label: (value: number) => string;
  readonly description?: (value: number) => string;
  /** The choices that the number changes. */
  readonly changed: (value: number) => Partial<ScheduleChoices>;
}

/** Shows a question for a number; what was typed counts as soon as it is one. */
export function numberView(question: NumberQuestion, state: BuilderState, text: string, l10n: Localizer): StepView {
  const { min, max, present, label, description, changed } = question;
  const item = (value: number): StepItem => ({
    ...answer(state, changed(value)),
    id: String(value),
    label: label(value),
    ...(description === undefined ? {} : { description: description(value) }),
  });
  const typed = readNumber(text, min, max);
  const answers = sortedSet([...question.offered, present]).map(item);
  return {
    question: question.question,
    placeholder: l10n.t('Type a number from {0} to {1}, or choose', min, max),
    items: text.trim() === '' ? answers : [typed === undefined ? unread(text, l10n, question.refusal) : item(typed)],
    activeId: String(present),
    readsText: true,
  };
}
