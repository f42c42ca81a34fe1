import {
  type DaysChoice,
  maxEveryDays,
  maxEveryHours,
  maxEveryMinutes,
  type TimesChoice,
} from '../../../core/schedule/builder/scheduleChoices';
import type { BuilderState } from './builderState';
import { numberView } from './numberQuestion';
import type { BuilderContext, StepView } from './stepView';

/** Times of the day that repeat in one way. */
export type Repetition<K extends TimesChoice['kind']> = Extract<TimesChoice, { readonly kind: K }>;

/** Every how many minutes? */
export function everyMinutesView(state: BuilderState, text: string, { l10n }: BuilderContext): StepView {
  const times = state.choices.times as Repetition<'everyMinutes'>;
  const question = {
    question: l10n.t('Every how many minutes?'),
    min: 1,
    max: maxEveryMinutes,
    refusal: l10n.t('A schedule runs at the same minutes of every hour: from 31 on choose hours or times of the day.'),
    offered: [1, 2, 5, 10, 15, 20, 30],
    present: times.every,
    label: (every: number) => (every === 1 ? l10n.t('Every minute') : l10n.t('Every {0} minutes', every)),
    changed: (every: number) => ({ times: { ...times, every, start: every === times.every ? times.start : 0 } }),
  };
  return numberView(question, state, text, l10n);
}

/** Every how many hours? */
export function everyHoursView(state: BuilderState, text: string, { l10n }: BuilderContext): StepView {
  const times = state.choices.times as Repetition<'everyHours'>;
  const question = {
    question: l10n.t('Every how many hours?'),
    min: 1,
    max: maxEveryHours,
    refusal: l10n.t('A schedule runs at the same hours of every day: from 13 on choose times of the day.'),
    offered: [1, 2, 3, 4, 6, 8, 12],
    present: times.every,
    label: (every: number) => (every === 1 ? l10n.t('Every hour') : l10n.t('Every {0} hours', every)),
    changed: (every: number) => ({
      times: every === times.every ? times : { ...times, every, fromHour: 0, toHour: 23 },
    }),
  };
  return numberView(question, state, text, l10n);
}

/** Every how many days? */
export function everyDaysView(state: BuilderState, text: string, { l10n }: BuilderContext): StepView {
  const { days } = state.choices;
  const present = days.kind === 'everyDays' ? days : { every: 1, start: 1 };
  const startOf = (every: number): number => (every === present.every ? present.start : 1);
  const daysOf = (every: number): DaysChoice =>
    every === 1 ? { kind: 'everyDay' } : { kind: 'everyDays', every, start: startOf(every) };
  const question = {
    question: l10n.t('Every how many days?'),
    min: 1,
    max: maxEveryDays,
    refusal: l10n.t('The count begins again in every month: from 11 on choose dates of the month.'),
    offered: [1, 2, 3, 4, 5, 7, 10],
    present: present.every,
    label: (every: number) => (every === 1 ? l10n.t('Every day') : l10n.t('Every {0} days', every)),
    description: (every: number) => (every === 1 ? '' : l10n.t('from day {0} of each month', startOf(every))),
    changed: (every: number) => ({ days: daysOf(every) }),
  };
  return numberView(question, state, text, l10n);
}

/** At which minute of its hours? */
export function minuteView(state: BuilderState, text: string, { l10n }: BuilderContext): StepView {
  const times = state.choices.times as Repetition<'everyHours'>;
  const question = {
    question: l10n.t('At which minute of the hour?'),
    min: 0,
    max: 59,
    offered: [0, 15, 30, 45],
    present: times.minute,
    label: (minute: number) => (minute === 0 ? l10n.t('On the hour') : l10n.t('{0} minutes past the hour', minute)),
    changed: (minute: number) => ({ times: { ...times, minute } }),
  };
  return numberView(question, state, text, l10n);
}
