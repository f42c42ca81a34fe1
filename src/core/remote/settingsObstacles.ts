import { message } from '../base/message';
import { findZone } from '../schedule/zones';
import { isOn, settingsByKey } from './appSettings';
import { type Obstacle, quote, scheduleOf } from './obstacle';
import type { RemoteJob } from './remoteJob';

/** What the app's settings keep from running (kudu-webjobs §3.3). */
export function settingsObstacles(
  job: RemoteJob,
  appSettings: Readonly<Record<string, string>> | undefined,
): Obstacle[] {
  const values = settingsByKey(appSettings);
  const obstacles: Obstacle[] = [];
  const isScheduled = scheduleOf(job) !== null;
  if (isOn(values, 'webjobs_stopped')) {
    obstacles.push({
      code: 'webjobs-stopped',
      weight: 'cause',
      message: message('No job of this app runs, because its setting `WEBJOBS_STOPPED` is on.'),
      nextStep: message('Remove the setting, or set it to `0`.'),
    });
  }
  if (isScheduled && isOn(values, 'webjobs_disable_schedule')) {
    obstacles.push({
      code: 'schedules-disabled',
      weight: 'cause',
      message: message('No schedule of this app fires, because its setting `WEBJOBS_DISABLE_SCHEDULE` is on.'),
      nextStep: message('Remove the setting, or set it to `0`. The job can still be run by hand.'),
    });
  }
  const needsAlwaysOn = job.kind === 'continuous' || isScheduled;
  if (needsAlwaysOn && values.get('website_scm_always_on_enabled') === '0') {
    obstacles.push({
      code: 'always-on-off',
      weight: 'risk',
      message: message(
        '"Always On" is off: the site is unloaded when nobody asks for it, and its jobs and schedules with it.',
      ),
      nextStep: message(
        'Switch "Always On" on in the configuration of the app. It needs the Basic plan or a higher one.',
      ),
    });
  }
  if (needsAlwaysOn && /^(?:free|shared|dynamic)$/i.test(values.get('website_sku') ?? '')) {
    obstacles.push({
      code: 'small-plan',
      weight: 'risk',
      message: message('The app is on the plan {plan}, which has no "Always On".', {
        plan: quote(values.get('website_sku') ?? ''),
      }),
      nextStep: message('Move the app to the Basic plan or a higher one.'),
    });
  }
  const zone = values.get('website_time_zone') ?? '';
  if (isScheduled && zone !== '' && findZone(zone) === undefined) {
    obstacles.push({
      code: 'unknown-zone',
      weight: 'risk',
      message: message('Nobody knows the time zone {zone} in `WEBSITE_TIME_ZONE`: schedules are read in UTC.', {
        zone: quote(zone),
      }),
      nextStep: message('Use a Windows name such as `W. Europe Standard Time`, or on Linux `Europe/Berlin`.'),
    });
  }
  return obstacles;
}
