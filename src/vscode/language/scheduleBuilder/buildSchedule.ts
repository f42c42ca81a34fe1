import { CancellationError, env, l10n, type Uri } from 'vscode';
import type { Clock } from '../../../core/base/clock';
import { findZone, utcZone } from '../../../core/schedule/zones';
import type { JobPicker } from '../../commands/jobPicker';
import { scheduleDescriber } from '../../views/describeSchedule';
import { startBuilder } from './builderState';
import { readSchedule, scheduleTargetOf, writeSchedule } from './scheduleTarget';
import { showBuilder } from './showBuilder';
import type { BuilderContext } from './stepView';

/** What the command `webjobs.buildSchedule` needs. */
export interface BuildScheduleParts {
  /** Finds the job of a target that is no `settings.job`. */
  readonly picker: Pick<JobPicker, 'resolve'>;
  readonly clock: Clock;
  /** The zone in which the runs of this `settings.job` are shown at first: a Windows or IANA name. */
  readonly zoneNameOf: (file: Uri) => string;
}

/**
 * Builds the schedule of a job step by step and writes it into its `settings.job`.
 *
 * @param target the `settings.job`, another file of the job, its row in the tree; anything else asks.
 * @throws CancellationError when the user dismisses the questions.
 */
export async function buildSchedule(target: unknown, { picker, clock, zoneNameOf }: BuildScheduleParts): Promise<void> {
  const schedule = await scheduleTargetOf(target, picker);
  const context: BuilderContext = {
    l10n,
    locale: env.language,
    nowMs: clock.now(),
    localZoneName: Intl.DateTimeFormat().resolvedOptions().timeZone,
    zoneOf: (name) => findZone(name) ?? utcZone,
    describe: scheduleDescriber(l10n.bundle),
  };
  const start = startBuilder(await readSchedule(schedule), zoneNameOf(schedule.file));
  const expression = await showBuilder(start, l10n.t('Build Schedule for {0}', schedule.jobName), context);
  if (expression === undefined) throw new CancellationError();
  await writeSchedule(schedule, expression);
}
