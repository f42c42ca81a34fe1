import type { JobKind } from '../job';

/** What the comments of a new `settings.job` depend on. */
export interface SettingsTemplateOptions {
  readonly kind: JobKind;
  /** A schedule of six fields for a triggered job; without one it runs on request only. */
  readonly schedule?: string;
  /** Node.js jobs run in their own folder unless told otherwise (kudu-webjobs §3.1). */
  readonly isNode: boolean;
}

/** A `settings.job` that explains itself: the keys that the service reads for the kind, with their defaults. */
export function settingsTemplate({ kind, schedule, isNode }: SettingsTemplateOptions): string {
  const entries = [
    ...(kind === 'continuous' ? continuousEntries : triggeredEntries(schedule)),
    ...(isNode ? [{ comment: inPlaceComments[kind], member: '"is_in_place": true' }] : []),
  ];
  const texts = entries.map(({ comment, member }, index) => {
    const comma = index < entries.length - 1 ? ',' : '';
    return [...comment.map((line) => `  // ${line}`), `  ${member}${comma}`].join('\n');
  });
  return `{\n${texts.join('\n\n')}\n}\n`;
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

function triggeredEntries(schedule: string | undefined): Entry[] {
  const stop: Entry = {
    comment: ['Seconds for a run to end by itself when the site shuts down.'],
    member: '"stopping_wait_time": 30',
  };
  if (schedule === undefined) return [stop];
  const comment = [
    'When the job runs: second minute hour day month weekday, by the clock of the site.',
    'That is UTC unless the app setting WEBSITE_TIME_ZONE names another zone. The app needs Always On.',
  ];
  return [{ comment, member: `"schedule": ${JSON.stringify(schedule)}` }, stop];
}

const inPlaceComments: Readonly<Record<JobKind, readonly string[]>> = {
  continuous: [
    'true: the job runs in this folder, and restarts when it writes a file here.',
    'false: it runs in a copy.',
  ],
  triggered: [
    'true: the job runs in this folder.',
    'false: it runs in a copy, so that its files can be replaced meanwhile.',
  ],
};
