import type { JobKind } from '../job';

/** What the comments of a new `settings.job` depend on. */
export interface SettingsTemplateOptions {
  readonly kind: JobKind;
  /** A schedule of six fields for a triggered job; without one it runs on request only. */
  readonly schedule?: string;
}

/** A `settings.job` that explains itself: the keys that have an effect for the kind, with their defaults. */
export function settingsTemplate({ kind, schedule }: SettingsTemplateOptions): string {
  if (kind === 'triggered' && schedule === undefined)
    return `{\n${comments([...scheduleComment, ...onRequestComment])}\n}\n`;
  const entries = schedule === undefined || kind === 'continuous' ? continuousEntries : [scheduleEntry(schedule)];
  const texts = entries.map(({ comment, member }, index) => {
    const comma = index < entries.length - 1 ? ',' : '';
    return `${comments(comment)}\n  ${member}${comma}`;
  });
  return `{\n${texts.join('\n\n')}\n}\n`;
}

function comments(lines: readonly string[]): string {
  return lines.map((line) => `  // ${line}`).join('\n');
}

interface Entry {
  readonly comment: readonly string[];
  readonly member: string;
}

const continuousEntries: readonly Entry[] = [
  {
    comment: ['true: the job runs on one instance only, however many instances the app has.'],
    member: '"is_singleton": false',
  },
  {
    comment: ['Seconds for the job to end by itself after its shutdown file has appeared.'],
    member: '"stopping_wait_time": 5',
  },
];

const scheduleComment = [
  'When the job runs: second minute hour day month weekday, by the clock of the site.',
  'That is UTC unless the app setting WEBSITE_TIME_ZONE names another zone. The app needs Always On.',
];

const onRequestComment = ['Without "schedule" it runs on request only. The command "Build Schedule..." writes one.'];

function scheduleEntry(schedule: string): Entry {
  return { comment: scheduleComment, member: `"schedule": ${JSON.stringify(schedule)}` };
}
