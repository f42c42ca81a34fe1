import { type DaysChoice, range } from '../../../core/schedule/builder/scheduleChoices';
import { answer, uniqueItems } from './answers';
import type { BuilderState } from './builderState';
import { joinNames, ordinalName, weekdayName, weekOrder } from './choiceNames';
import type { BuilderContext, StepItem, StepView } from './stepView';
import { toggleView } from './toggleQuestion';

/** On which days of the week? Each row adds or removes one. */
export function weekdaysView(state: BuilderState, { l10n, locale }: BuilderContext): StepView {
  const { days } = state.choices;
  const chosen = days.kind === 'weekdays' ? days.weekdays : [];
  return toggleView({
    question: l10n.t('On which days of the week?'),
    values: weekOrder,
    chosen,
    name: (weekday) => weekdayName(weekday, locale),
    choicesOf: (weekdays) => ({ ...state.choices, days: { kind: 'weekdays', weekdays } }),
    state,
    context: { l10n, locale },
  });
}

/** The first, second … or last such weekday? */
export function ordinalView(state: BuilderState, { l10n, locale }: BuilderContext): StepView {
  const { days } = state.choices;
  const weekday = 'weekday' in days ? days.weekday : 1;
  const item = (chosen: DaysChoice, label: string): StepItem => ({
    ...answer(state, { days: chosen }),
    id: chosen.kind === 'nthWeekday' ? chosen.ordinals.join() : 'last',
    label,
  });
  const nth = (ordinals: readonly number[]): StepItem =>
    item(
      { kind: 'nthWeekday', ordinals, weekday },
      joinNames(
        ordinals.map((ordinal) => ordinalName(ordinal, l10n)),
        locale,
      ),
    );
  const last = {
    ...item({ kind: 'lastWeekday', weekday }, l10n.t('Last')),
    description: l10n.t('exact for months of equal length'),
  };
  const present = days.kind === 'nthWeekday' ? nth(days.ordinals) : last;
  const offered = [...range(1, 4).map((ordinal) => nth([ordinal])), last, nth([1, 3]), nth([2, 4]), nth([5])];
  return {
    question: l10n.t('Which of the weekdays of a month?'),
    placeholder: '',
    items: uniqueItems([...offered, present]),
    activeId: present.id,
    readsText: false,
  };
}

/** Which day of the week? */
export function weekdayView(state: BuilderState, { l10n, locale }: BuilderContext): StepView {
  const { days } = state.choices;
  if (!('weekday' in days)) throw new Error(`A weekday of the month was asked for ${days.kind}.`);
  return {
    question: l10n.t('Which day of the week?'),
    placeholder: '',
    items: weekOrder.map((weekday) => ({
      ...answer(state, { days: { ...days, weekday } }),
      id: String(weekday),
      label: weekdayName(weekday, locale),
    })),
    activeId: String(days.weekday),
    readsText: false,
  };
}
