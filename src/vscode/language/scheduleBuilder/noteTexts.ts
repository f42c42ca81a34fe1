import type { LastWeekdayPart } from '../../../core/schedule/builder/lastWeekday';
import type { CronLimit, ScheduleNote } from '../../../core/schedule/builder/scheduleNotes';
import type { Localizer } from '../../localizer';
import { joinNames, monthName, timeName } from './choiceNames';

/** What happens, and what to do instead. */
export interface NoteText {
  readonly label: string;
  readonly detail: string;
}

/** A note in words. */
export function noteText(note: ScheduleNote, l10n: Localizer, locale: string): NoteText {
  const monthList = (months: readonly number[]): string =>
    joinNames(
      months.map((month) => monthName(month, locale)),
      locale,
    );
  switch (note.code) {
    case 'repeats-every-year':
      return {
        label: l10n.t('It comes again every year'),
        detail: l10n.t('A CRON has no year. Remove the schedule after the run, or start the job by hand instead.'),
      };
    case 'never-runs':
      return {
        label: l10n.t('It never runs'),
        detail: l10n.t('None of the chosen months has one of the chosen dates. Go back and choose another date.'),
      };
    case 'leap-years-only':
      return {
        label: l10n.t('It runs in leap years only'),
        detail: l10n.t('Choose 28 February, or 1 March, for a run in every year.'),
      };
    case 'skips-short-months':
      return {
        label: l10n.t('Some months lack a date: {0}', monthList(note.months)),
        detail: l10n.t(
          'Nothing moves to the last day of a shorter month. For the last day choose 28-31 and let the job end at once unless tomorrow is the 1st.',
        ),
      };
    case 'restarts-each-hour':
      return {
        label: l10n.t('The count begins again in every hour'),
        detail: l10n.t(
          '60 is no multiple of {0}: the last gap of each hour is shorter. 1, 2, 3, 4, 5, 6, 10, 12, 15, 20 and 30 are even.',
          note.every,
        ),
      };
    case 'restarts-each-day':
      return {
        label: l10n.t('The count begins again at midnight'),
        detail: l10n.t(
          '24 is no multiple of {0}: the last gap of each day is shorter. 1, 2, 3, 4, 6, 8 and 12 are even.',
          note.every,
        ),
      };
    case 'restarts-each-month':
      return {
        label: l10n.t('The count begins again in every month'),
        detail: l10n.t(
          'The gap at the end of a month is another one than {0} days. For an even count run daily, and let the job end at once unless the days since a fixed date are a multiple of {0}.',
          note.every,
        ),
      };
    case 'restarts-each-year':
      return {
        label: l10n.t('The count begins again in every year'),
        detail: l10n.t(
          '12 is no multiple of {0}: the gap at the end of the year is another one. 2, 3, 4 and 6 are even.',
          note.every,
        ),
      };
    case 'extra-times':
      return {
        label: l10n.t('It would also run at {0}', joinNames(note.times.map(timeName), locale)),
        detail: l10n.t(
          'One schedule runs at each of its minutes in each of its hours. Use a second job for the other times, or times with the same minutes.',
        ),
      };
    case 'no-fifth-weekday':
      return {
        label: l10n.t('Some months have no fifth one'),
        detail: l10n.t('Those months have no such run. Choose the last one for a run in every month.'),
      };
    case 'last-weekday-twice':
      return {
        label: l10n.t('A month can have two runs, of which the second is the last'),
        detail: l10n.t(
          'Months differ in length, so no CRON is exact. Let the job end at once when the same weekday comes again this month, or use one job for each length: {0}.',
          note.parts.map((part) => partText(part, l10n)).join('; '),
        ),
      };
    case 'last-weekday-in-leap-years':
      return {
        label: l10n.t('In a leap year it can be the last but one'),
        detail: l10n.t('Namely when 29 February is such a weekday; otherwise it is exact.'),
      };
  }
}

function partText({ from, to, months }: LastWeekdayPart, l10n: Localizer): string {
  return l10n.t('days {0} in months {1}', `${from}-${to}`, months.join(','));
}

/** What no CRON can hold, and the way to reach it all the same. */
export function limitText(limit: CronLimit, l10n: Localizer): NoteText {
  switch (limit) {
    case 'end-date':
      return {
        label: l10n.t('An end date'),
        detail: l10n.t('Let the job end at once after that date, or remove its schedule then.'),
      };
    case 'start-date':
      return {
        label: l10n.t('A start date'),
        detail: l10n.t('Publish the schedule on that date, or let the job end at once before it.'),
      };
    case 'once':
      return {
        label: l10n.t('A single run'),
        detail: l10n.t('A date comes again every year. Choose the date here, and remove the schedule after the run.'),
      };
    case 'every-n-weeks':
      return {
        label: l10n.t('Every second or third week'),
        detail: l10n.t(
          'A CRON does not count weeks. Run weekly and let the job check the number of the week, or choose the first and third such weekday of the month.',
        ),
      };
    case 'last-weekday':
      return {
        label: l10n.t('The last weekday of every month'),
        detail: l10n.t(
          'Exact for months of the same length only. The builder offers each length, and the nearest for all.',
        ),
      };
    case 'last-day':
      return {
        label: l10n.t('The last day of every month'),
        detail: l10n.t(
          'Run on the dates 28-31 and let the job end at once unless tomorrow is the 1st, or run on the 1st soon after midnight.',
        ),
      };
    case 'different-times':
      return {
        label: l10n.t('Other times on other days'),
        detail: l10n.t('All days share the same times. Use one job for each group of days.'),
      };
    case 'zone':
      return {
        label: l10n.t('A time zone'),
        detail: l10n.t(
          'All schedules of a site follow its clock: UTC, or the zone in the app setting WEBSITE_TIME_ZONE.',
        ),
      };
  }
}
