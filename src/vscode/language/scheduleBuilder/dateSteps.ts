import { range } from '../../../core/schedule/builder/scheduleChoices';
import { dayMs } from '../../../core/schedule/wallTime';
import { answer, uniqueItems, unread } from './answers';
import type { BuilderState } from './builderState';
import { dateName, joinNames } from './choiceNames';
import { type BuilderContext, type StepItem, type StepView, wallTimeNow } from './stepView';
import { readDate, readDates } from './typedValues';

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
