import { allMonths, range } from '../../../core/schedule/builder/scheduleChoices';
import { answer, uniqueItems } from './answers';
import type { BuilderState } from './builderState';
import { joinNames, monthName } from './choiceNames';
import type { BuilderContext, StepItem, StepView } from './stepView';
import { toggleView } from './toggleQuestion';

/** In which months? For the last weekday the groups of equal length are offered, because they alone are exact. */
export function monthsView(state: BuilderState, { l10n, locale }: BuilderContext): StepView {
  const item = (months: readonly number[], label: string, description = ''): StepItem => ({
    ...answer(state, { months }),
    id: months.join(),
    label,
    description,
  });
  const names = (months: readonly number[]): string =>
    joinNames(
      months.map((month) => monthName(month, locale, 'short')),
      locale,
    );
  const every = (n: number): StepItem => {
    const months = range(1, 12, n);
    return item(months, l10n.t('Every {0} months', n), names(months));
  };
  const isLast = state.choices.days.kind === 'lastWeekday';
  const lengths = [
    item([1, 3, 5, 7, 8, 10, 12], l10n.t('Months of 31 days'), l10n.t('exact')),
    item([4, 6, 9, 11], l10n.t('Months of 30 days'), l10n.t('exact')),
    item([2], l10n.t('February'), l10n.t('exact but for leap years')),
  ];
  const everyMonth = item(
    allMonths,
    l10n.t('Every month'),
    isLast ? l10n.t('the job has to check which run is the last') : '',
  );
  const offered = isLast ? [everyMonth, ...lengths] : [everyMonth, every(2), every(3), every(4), every(6)];
  const present = item(state.choices.months, names(state.choices.months));
  return {
    question: l10n.t('In which months?'),
    placeholder: '',
    items: [
      ...uniqueItems([...offered, present]),
      {
        id: 'chosen',
        label: l10n.t('Chosen months…'),
        preview: state.choices,
        action: { kind: 'next', state: { ...state, step: 'chosenMonths' } },
      },
    ],
    activeId: present.id,
    readsText: false,
  };
}

/** In which months? Each row adds or removes one. */
export function chosenMonthsView(state: BuilderState, { l10n, locale }: BuilderContext): StepView {
  return toggleView({
    question: l10n.t('In which months?'),
    values: allMonths,
    chosen: state.choices.months,
    name: (month) => monthName(month, locale),
    choicesOf: (months) => ({ ...state.choices, months }),
    state,
    context: { l10n, locale },
  });
}
