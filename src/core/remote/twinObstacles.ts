import { message } from '../base/message';
import { isOn, settingsByKey } from './appSettings';
import { type Obstacle, quote, scheduleOf } from './obstacle';
import type { RemoteJob } from './remoteJob';
import type { TwinFacts } from './whyNotRunning';

/**
 * What the same job in another slot does. Each slot runs its jobs by itself, with locks of its own: both take from the same
 * queue, and both fire at the times of a schedule.
 */
export function twinObstacles(job: RemoteJob, twin: TwinFacts): Obstacle[] {
  if (twin.state === 'silent' || twin.job === undefined) return [];
  const settings = settingsByKey(twin.settings);
  if (isOn(settings, 'webjobs_stopped')) return [];
  const site = `**${twin.siteLabel}**`;
  const nextStep = message(
    'Stop it on {site}, or give that slot the setting `WEBJOBS_STOPPED` = `1` as a slot setting.',
    { site },
  );
  if (job.kind === 'continuous') {
    if (twin.job.status === null || twin.job.status === 'Stopped') return [];
    const text = message(
      'The same job is on in {site} ({status}), which may be a slot of the same app: what this one waits for may be taken there.',
      { site, status: quote(twin.job.status) },
    );
    return [{ code: 'slot-twin', weight: 'risk', message: text, nextStep }];
  }
  const schedule = scheduleOf(twin.job);
  if (schedule === null || scheduleOf(job) === null || isOn(settings, 'webjobs_disable_schedule')) return [];
  const isSame = schedule.trim() === scheduleOf(job)?.trim();
  const text = isSame
    ? message(
        'The same job has the same schedule in {site}, which may be a slot of the same app: it runs there as well.',
        { site },
      )
    : message(
        'The same job has the schedule {schedule} in {site}, which may be a slot of the same app: it runs there as well.',
        { site, schedule: quote(schedule) },
      );
  return [{ code: 'slot-twin', weight: 'risk', message: text, nextStep }];
}
