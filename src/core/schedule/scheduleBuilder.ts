import { cronText } from './builder/cronText';
import { valuesOfChoices } from './builder/choiceValues';
import { fitChoices as fitValues } from './builder/fitChoices';
import { notesOn, type ScheduleNote } from './builder/scheduleNotes';
import type { ScheduleChoices } from './builder/scheduleChoices';
import { canonicalCron } from './canonicalCron';
import type { CronSchedule } from './cronExpression';

/** What {@link buildSchedule} makes of a person's choices. */
export interface BuiltSchedule {
  /** Its text is the expression to write. */
  readonly schedule: CronSchedule;
  /** With a blocking note the schedule does not mean what was chosen. */
  readonly notes: readonly ScheduleNote[];
}

/** Turns choices into an NCRONTAB expression of six fields. {@link fitChoices} is the way back. */
export function buildSchedule(choices: ScheduleChoices): BuiltSchedule {
  const values = valuesOfChoices(choices);
  return { schedule: { text: cronText(values), canonical: canonicalCron(values), values }, notes: notesOn(choices) };
}

/**
 * The choices that mean exactly the schedule, however its text is written; undefined when it is none of them, such as one
 * that runs every second or on Fridays the 13th.
 */
export function fitChoices(schedule: Pick<CronSchedule, 'values'>): ScheduleChoices | undefined {
  return fitValues(schedule.values);
}
