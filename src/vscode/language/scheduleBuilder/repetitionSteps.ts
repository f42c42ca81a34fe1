import {
  allWeekdays,
  type DaysChoice,
  maxEveryDays,
  maxEveryHours,
  maxEveryMinutes,
  range,
  type ScheduleChoices,
  sortedSet,
  type TimesChoice,
  workdays,
} from '../../../core/schedule/builder/scheduleChoices';
import { type BuilderState, nextState } from './builderState';
import type { BuilderContext, StepItem, StepView } from './stepView';
import { readHours, readNumber } from './typedValues';

type Repetition<K extends TimesChoice['kind']> = Extract<TimesChoice, { readonly kind: K }>;

/** Every how many minutes? */
export function everyMinutesView(state: BuilderState, text: string, { l10n }: BuilderContext): StepView {
  const times = state.choices.times as Repetition<'everyMinutes'>;
  const item = (every: number): StepItem => ({
    ...answer(state, { times: { ...times, every, start: every === times.every ? times.start : 0 } }),
    id: String(every),
    label: every === 1 ? l10n.t('Every minute') : l10n.t('Every {0} minutes', every),
  });
  return numberView({
    question: l10n.t('Every how many minutes?'),
    limits: { min: 1, max: maxEveryMinutes },
    refusal: l10n.t('A schedule runs at the same minutes of every hour: from 31 on choose hours or times of the day.'),
    offered: [1, 2, 5, 10, 15, 20, 30],
    present: times.every,
    text,
    item,
    l10n,
  });
}

/** Every how many hours? */
export function everyHoursView(state: BuilderState, text: string, { l10n }: BuilderContext): StepView {
  const times = state.choices.times as Repetition<'everyHours'>;
  const item = (every: number): StepItem => ({
    ...answer(state, { times: every === times.every ? times : { ...times, every, fromHour: 0, toHour: 23 } }),
    id: String(every),
    label: every === 1 ? l10n.t('Every hour') : l10n.t('Every {0} hours', every),
  });
  return numberView({
    question: l10n.t('Every how many hours?'),
    limits: { min: 1, max: maxEveryHours },
    refusal: l10n.t('A schedule runs at the same hours of every day: from 13 on choose times of the day.'),
    offered: [1, 2, 3, 4, 6, 8, 12],
    present: times.every,
    text,
    item,
    l10n,
  });
}

/** Every how many days? */
export function everyDaysView(state: BuilderState, text: string, { l10n }: BuilderContext): StepView {
  const { days } = state.choices;
  const present = days.kind === 'everyDays' ? days : { every: 1, start: 1 };
  const item = (every: number): StepItem => {
    const start = every === present.every ? present.start : 1;
    const chosen: DaysChoice = every === 1 ? { kind: 'everyDay' } : { kind: 'everyDays', every, start };
    const label = every === 1 ? l10n.t('Every day') : l10n.t('Every {0} days', every);
    const description = every === 1 ? '' : l10n.t('from day {0} of each month', start);
    return { ...answer(state, { days: chosen }), id: String(every), label, description };
  };
  return numberView({
    question: l10n.t('Every how many days?'),
    limits: { min: 1, max: maxEveryDays },
    refusal: l10n.t('The count begins again in every month: from 11 on choose dates of the month.'),
    offered: [1, 2, 3, 4, 5, 7, 10],
    present: present.every,
    text,
    item,
    l10n,
  });
}

/** At which minute of its hours? */
export function minuteView(state: BuilderState, text: string, { l10n }: BuilderContext): StepView {
  const times = state.choices.times as Repetition<'everyHours'>;
  const item = (minute: number): StepItem => ({
    ...answer(state, { times: { ...times, minute } }),
    id: String(minute),
    label: minute === 0 ? l10n.t('On the hour') : l10n.t('{0} minutes past the hour', minute),
  });
  return numberView({
    question: l10n.t('At which minute of the hour?'),
    limits: { min: 0, max: 59 },
    refusal: '',
    offered: [0, 15, 30, 45],
    present: times.minute,
    text,
    item,
    l10n,
  });
}

/** Between which hours? */
export function windowView(state: BuilderState, text: string, { l10n }: BuilderContext): StepView {
  const times = state.choices.times as Repetition<'everyMinutes' | 'everyHours'>;
  const isMinutes = times.kind === 'everyMinutes';
  const item = (from: number, to: number): StepItem => {
    // A run at 18:00 belongs to "8 to 18" when hours are counted; minutes after it do not.
    const lastHour = Math.min(23, isMinutes ? to - 1 : to);
    const toHour = isMinutes ? lastHour : (range(from, lastHour, times.every).at(-1) ?? from);
    return {
      ...answer(state, { times: { ...times, fromHour: from, toHour } }),
      id: `${from}-${toHour}`,
      label: windowName(from, to, l10n),
    };
  };
  const typed = readHours(text);
  const presentTo = isMinutes ? times.toHour + 1 : times.toHour + times.every > 23 ? 24 : times.toHour;
  const present = item(times.fromHour, presentTo);
  const offered = [item(0, 24), item(6, 22), item(8, 18), present];
  return {
    question: l10n.t('Between which hours?'),
    placeholder: l10n.t('Type two hours, such as 8-18, or choose'),
    items: text.trim() === '' ? uniqueItems(offered) : [typed ? item(typed.from, typed.to) : unread(text, l10n)],
    activeId: present.id,
    readsText: true,
  };
}

/** On which days of the week, for what repeats within a day? */
export function onDaysView(state: BuilderState, { l10n, describe }: BuilderContext): StepView {
  const { days } = state.choices;
  const item = (id: string, label: string, chosen: DaysChoice): StepItem => ({
    ...answer(state, { days: chosen }),
    id,
    label,
  });
  const isOther = days.kind !== 'everyDay' && days.kind !== 'weekdays';
  const weekdays = days.kind === 'weekdays' ? days.weekdays : [];
  const [isWorkdays, isWeekend] = [weekdays.join() === workdays.join(), weekdays.join() === '0,6'];
  return {
    question: l10n.t('On which days?'),
    placeholder: '',
    items: [
      ...(isOther ? [item('present', l10n.t('As now: {0}', describe(state.original.text) ?? ''), days)] : []),
      item('everyDay', l10n.t('Every day'), { kind: 'everyDay' }),
      item('workdays', l10n.t('Monday to Friday'), { kind: 'weekdays', weekdays: workdays }),
      item('weekend', l10n.t('Saturday and Sunday'), { kind: 'weekdays', weekdays: [0, 6] }),
      {
        id: 'chosen',
        label: l10n.t('Chosen days…'),
        preview: state.choices,
        action: {
          kind: 'next',
          state: {
            ...state,
            step: 'weekdays',
            choices: {
              ...state.choices,
              days: { kind: 'weekdays', weekdays: weekdays.length > 0 ? weekdays : allWeekdays },
            },
          },
        },
      },
    ],
    activeId: isOther
      ? 'present'
      : weekdays.length === 0
        ? 'everyDay'
        : isWorkdays
          ? 'workdays'
          : isWeekend
            ? 'weekend'
            : 'chosen',
    readsText: false,
  };
}

interface NumberQuestion {
  readonly question: string;
  readonly limits: { readonly min: number; readonly max: number };
  /** Why a number beyond the limits is refused. */
  readonly refusal: string;
  readonly offered: readonly number[];
  readonly present: number;
  readonly text: string;
  readonly item: (value: number) => StepItem;
  readonly l10n: BuilderContext['l10n'];
}

function numberView({ question, limits, refusal, offered, present, text, item, l10n }: NumberQuestion): StepView {
  const typed = readNumber(text, limits.min, limits.max);
  const answers = sortedSet([...offered, present]).map(item);
  return {
    question,
    placeholder: l10n.t('Type a number from {0} to {1}, or choose', limits.min, limits.max),
    items: text.trim() === '' ? answers : [typed === undefined ? unread(text, l10n, refusal) : item(typed)],
    activeId: String(present),
    readsText: true,
  };
}

/** The row for text that is no answer. */
export function unread(text: string, l10n: BuilderContext['l10n'], reason = ''): StepItem {
  const detail = reason === '' ? {} : { detail: reason };
  return {
    id: 'unread',
    label: l10n.t('"{0}" is no answer here', text.trim()),
    icon: 'error',
    ...detail,
    action: { kind: 'none' },
  };
}

/** A row's preview and action for an answer that changes some of the choices. */
export function answer(state: BuilderState, changed: Partial<ScheduleChoices>): Pick<StepItem, 'preview' | 'action'> {
  const choices = { ...state.choices, ...changed };
  return { preview: choices, action: { kind: 'next', state: nextState(state, choices) } };
}

export function uniqueItems(items: readonly StepItem[]): StepItem[] {
  return items.filter((item, index) => items.findIndex(({ id }) => id === item.id) === index);
}

function windowName(from: number, to: number, l10n: BuilderContext['l10n']): string {
  if (to < 24) return l10n.t('From {0} to {1}', hourName(from), hourName(to));
  return from === 0 ? l10n.t('All day') : l10n.t('From {0} on', hourName(from));
}

function hourName(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
