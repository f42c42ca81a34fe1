import {
  allMonths,
  type Frequency,
  frequencyOf,
  type ScheduleChoices,
  timeOfDay,
  type TimesChoice,
} from '../../../core/schedule/builder/scheduleChoices';
import { parseCron } from '../../../core/schedule/cronExpression';
import { fitChoices } from '../../../core/schedule/scheduleBuilder';

/** A question of the builder. */
export type StepId =
  | 'frequency'
  | 'limits'
  | 'everyMinutes'
  | 'everyHours'
  | 'minute'
  | 'window'
  | 'onDays'
  | 'everyDays'
  | 'weekdays'
  | 'date'
  | 'dates'
  | 'ordinal'
  | 'weekday'
  | 'months'
  | 'chosenMonths'
  | 'times'
  | 'review'
  | 'zone';

/** Everything that the builder knows while it asks: immutable, so that going back is showing an earlier one. */
export interface BuilderState {
  readonly step: StepId;
  readonly frequency: Frequency;
  readonly choices: ScheduleChoices;
  /** The schedule it was opened on; empty without one. */
  readonly original: OriginalSchedule;
  /** The zone in which the preview shows the runs; a Windows or IANA name. */
  readonly zoneName: string;
}

export interface OriginalSchedule {
  readonly text: string;
  /** Whether choices were found that mean the same. */
  readonly fits: boolean;
}

type TimesOfDay = Extract<TimesChoice, { readonly kind: 'at' }>;

const nine: TimesOfDay = { kind: 'at', times: [timeOfDay(9, 0)] };

/** Opens the builder on a schedule: its choices are filled in where it fits some, else "every day at 09:00" is offered. */
export function startBuilder(text: string, zoneName: string): BuilderState {
  const parsed = parseCron(text);
  const fitting = parsed.valid ? fitChoices(parsed.schedule) : undefined;
  const choices = fitting ?? { times: nine, days: { kind: 'everyDay' }, months: allMonths };
  const original = { text, fits: fitting !== undefined };
  return { step: 'frequency', frequency: frequencyOf(choices), choices, original, zoneName };
}

/** The questions for each frequency, in their order. */
const stepsByFrequency: Readonly<Record<Frequency, readonly StepId[]>> = {
  once: ['frequency', 'date', 'times', 'review'],
  minutes: ['frequency', 'everyMinutes', 'window', 'onDays', 'review'],
  hours: ['frequency', 'everyHours', 'minute', 'window', 'onDays', 'review'],
  days: ['frequency', 'everyDays', 'times', 'review'],
  weeks: ['frequency', 'weekdays', 'times', 'review'],
  monthDates: ['frequency', 'dates', 'months', 'times', 'review'],
  monthWeekday: ['frequency', 'ordinal', 'weekday', 'months', 'times', 'review'],
};

/** Questions that are asked at the place of another one. */
const detours: Partial<Record<StepId, StepId>> = {
  limits: 'frequency',
  weekdays: 'onDays',
  chosenMonths: 'months',
  zone: 'review',
};

/** The number of the present question, from 1 on, and how many there are; unknown until the frequency is. */
export function stepNumber({ step, frequency }: BuilderState): {
  readonly step: number;
  readonly total: number | undefined;
} {
  const steps = stepsByFrequency[frequency];
  const index = steps.indexOf(step);
  const place = index === -1 ? steps.indexOf(detours[step] ?? step) : index;
  return { step: place + 1, total: place === 0 ? undefined : steps.length };
}

/** The state after the present question was answered. */
export function nextState(state: BuilderState, choices: ScheduleChoices): BuilderState {
  const { step } = stepNumber(state);
  return { ...state, choices, step: stepsByFrequency[state.frequency][step] ?? 'review' };
}

/**
 * Choices of a frequency that keep of the present ones what makes sense there.
 *
 * @param today month and day, to begin with a date that a person can expect.
 */
export function choicesFor(
  frequency: Frequency,
  present: ScheduleChoices,
  today: { readonly month: number; readonly day: number },
): ScheduleChoices {
  if (frequencyOf(present) === frequency) return present;
  const times = present.times.kind === 'at' ? present.times : nine;
  const isWeekly = present.days.kind === 'weekdays' || present.days.kind === 'everyDay';
  const daysInWeek = isWeekly ? present.days : ({ kind: 'everyDay' } as const);
  const repeated = { fromHour: 0, toHour: 23, second: 0 };
  const months = allMonths;
  switch (frequency) {
    case 'once':
      return {
        times: { kind: 'at', times: times.times.slice(0, 1) },
        days: { kind: 'dates', dates: [today.day] },
        months: [today.month],
      };
    case 'minutes':
      return { times: { ...repeated, kind: 'everyMinutes', every: 15, start: 0 }, days: daysInWeek, months };
    case 'hours':
      return { times: { ...repeated, kind: 'everyHours', every: 1, minute: 0 }, days: daysInWeek, months };
    case 'days':
      return { times, days: { kind: 'everyDay' }, months };
    case 'weeks':
      return { times, days: { kind: 'weekdays', weekdays: [1, 2, 3, 4, 5] }, months };
    case 'monthDates':
      return { times, days: { kind: 'dates', dates: [1] }, months };
    case 'monthWeekday':
      return { times, days: { kind: 'nthWeekday', ordinals: [1], weekday: 1 }, months };
  }
}
