import {
  allMonths,
  type DaysChoice,
  range,
  type ScheduleChoices,
  sortedSet,
} from '../../../core/schedule/builder/scheduleChoices';
import { dayMs } from '../../../core/schedule/wallTime';
import { answer, uniqueItems, unread } from './answers';
import { type BuilderState, nextState } from './builderState';
import { dateName, joinNames, monthName, ordinalName, weekdayName, weekOrder } from './choiceNames';
import { type BuilderContext, type StepItem, type StepView, wallTimeNow } from './stepView';
import { readDate, readDates } from './typedValues';

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

/** On which date? */
export function dateView(state: BuilderState, text: string, context: BuilderContext): StepView {
  const { l10n, locale } = context;
  const item = ({ month, day }: { readonly month: number; readonly day: number }): StepItem => ({
    ...answer(state, { days: { kind: 'dates', dates: [day] }, months: [month] }),
    id: `${month}-${day}`,
    label: dateName(month, day, locale),
  });
  const { days, months } = state.choices;
  const present = { month: months[0] ?? 1, day: days.kind === 'dates' ? (days.dates[0] ?? 1) : 1 };
  const now = wallTimeNow(state, context);
  const soon = [0, 1, 7, 30].map((distance) => {
    const date = new Date(now + distance * dayMs);
    return { month: date.getUTCMonth() + 1, day: date.getUTCDate() };
  });
  const typed = readDate(text);
  const presentItem = item(present);
  return {
    question: l10n.t('On which date?'),
    placeholder: l10n.t('Type month and day, such as 12-24, or choose'),
    items:
      text.trim() === '' ? uniqueItems([presentItem, ...soon.map(item)]) : [typed ? item(typed) : unread(text, l10n)],
    activeId: presentItem.id,
    readsText: true,
  };
}

/** On which dates of the month? */
export function datesView(state: BuilderState, text: string, { l10n, locale }: BuilderContext): StepView {
  const item = (dates: readonly number[]): StepItem => ({
    ...answer(state, { days: { kind: 'dates', dates } }),
    id: dates.join(),
    label: joinNames(dates.map(String), locale),
  });
  const { days } = state.choices;
  const present = item(days.kind === 'dates' ? days.dates : [1]);
  const typed = readDates(text);
  const offered = [[1], [15], [1, 15], [28], range(28, 31)];
  return {
    question: l10n.t('On which dates of the month?'),
    placeholder: l10n.t('Type dates, such as 1, 15, 20-25, or choose'),
    items:
      text.trim() === '' ? uniqueItems([present, ...offered.map(item)]) : [typed ? item(typed) : unread(text, l10n)],
    activeId: present.id,
    readsText: true,
  };
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

interface ToggleQuestion {
  readonly question: string;
  readonly values: readonly number[];
  readonly chosen: readonly number[];
  readonly name: (value: number) => string;
  readonly choicesOf: (values: readonly number[]) => ScheduleChoices;
  readonly state: BuilderState;
  readonly context: Pick<BuilderContext, 'l10n' | 'locale'>;
}

function toggleView({ question, values, chosen, name, choicesOf, state, context }: ToggleQuestion): StepView {
  const { l10n, locale } = context;
  const ordered = values.filter((value) => chosen.includes(value));
  const present = choicesOf(sortedSet(chosen));
  const toggles = values.map((value): StepItem => {
    const isChosen = chosen.includes(value);
    const changed = sortedSet(isChosen ? chosen.filter((each) => each !== value) : [...chosen, value]);
    const choices = choicesOf(changed);
    return {
      id: String(value),
      label: name(value),
      description: isChosen ? l10n.t('chosen') : '',
      icon: isChosen ? 'check' : 'blank',
      ...(chosen.length > 0 ? { preview: present } : {}),
      action: { kind: 'stay', state: { ...state, choices } },
    };
  });
  const go: StepItem =
    ordered.length === 0
      ? { id: 'go', label: l10n.t('Choose at least one'), icon: 'info', action: { kind: 'none' } }
      : {
          id: 'go',
          label: l10n.t('Continue with {0}', joinNames(ordered.map(name), locale)),
          icon: 'arrow-right',
          preview: present,
          action: { kind: 'next', state: nextState(state, present) },
        };
  return {
    question,
    placeholder: l10n.t('Enter adds or removes a row'),
    items: [go, ...toggles],
    activeId: 'go',
    readsText: false,
  };
}
