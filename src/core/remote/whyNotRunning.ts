import type { JobKey } from '../jobs/job';
import { parseCron } from '../schedule/cronExpression';
import { neverRuns } from '../schedule/nextRuns';
import { findZone } from '../schedule/zones';
import type { RemoteJob } from './remoteJob';

/** What is known about a job and its site. What a site does not tell is undefined, and nothing is concluded from it. */
export interface RunFacts {
  readonly key: JobKey;
  readonly siteLabel: string;
  /** Undefined when the site has no such job. */
  readonly job: RemoteJob | undefined;
  /** App settings; secrets among them are looked at by nobody here. */
  readonly settings: Readonly<Record<string, string>> | undefined;
  /** `disable.job` lies in the job's folder. */
  readonly isDisabled: boolean | undefined;
  /** Whether the user lets schedules fire here; of a site in Azure always true. */
  readonly schedulesEnabled: boolean;
  /** The last lines of `job_scheduler.log`. */
  readonly schedulerLog: string;
}

/** One thing that keeps a job from running, or may. */
export interface Obstacle {
  /** Stable, in kebab-case. */
  readonly code: string;
  /** `cause`: the job does not run because of it. `risk`: it can be the reason at times. */
  readonly weight: 'cause' | 'risk';
  readonly message: string;
  readonly nextStep: string;
}

/** Why a job does not run, the certain causes first (R8). Empty when nothing speaks against it. */
export function findObstacles(facts: RunFacts): Obstacle[] {
  const { job, key } = facts;
  if (job === undefined) {
    return [
      {
        code: 'job-missing',
        weight: 'cause',
        message: `There is no ${key.kind} job \`${key.name}\` on ${facts.siteLabel}.`,
        nextStep: 'Publish it, or look for it under the other kind.',
      },
    ];
  }
  const obstacles = [
    ...fromJob(job, facts),
    ...fromSettings(job, facts.settings ?? {}),
    ...(job.kind === 'triggered' ? fromSchedule(job, facts) : fromInstances(job)),
  ];
  return obstacles.sort((left, right) => weights.indexOf(left.weight) - weights.indexOf(right.weight));
}

const weights: readonly Obstacle['weight'][] = ['cause', 'risk'];

function fromJob(job: RemoteJob, { isDisabled }: RunFacts): Obstacle[] {
  const obstacles: Obstacle[] = [];
  if (job.runCommand === null) {
    obstacles.push({
      code: 'nothing-runnable',
      weight: 'cause',
      message: 'The folder of the job holds no file that the service would run.',
      nextStep: 'Publish a script such as `run.js`, `run.py`, `run.sh` or `run.cmd` with it.',
    });
  }
  if (isDisabled === true && job.kind === 'continuous') {
    obstacles.push({
      code: 'disabled',
      weight: 'cause',
      message: 'The job was stopped: the file `disable.job` lies in its folder.',
      nextStep: 'Use "Run Job", which removes the file.',
    });
  }
  if (job.error !== null && job.error !== '') {
    obstacles.push({
      code: 'service-error',
      weight: 'cause',
      message: `The service reports: ${quote(job.error)}`,
      nextStep: 'Correct what it names and publish the job again.',
    });
  }
  return obstacles;
}

function fromSettings(job: RemoteJob, appSettings: Readonly<Record<string, string>>): Obstacle[] {
  const values = new Map(Object.entries(appSettings).map(([name, value]) => [name.toLowerCase(), value.trim()]));
  const isOn = (name: string): boolean => /^(?:1|true)$/i.test(values.get(name) ?? '');
  const obstacles: Obstacle[] = [];
  const isScheduled = scheduleOf(job) !== null;
  if (isOn('webjobs_stopped')) {
    obstacles.push({
      code: 'webjobs-stopped',
      weight: 'cause',
      message: 'No job of this app runs, because its setting `WEBJOBS_STOPPED` is on.',
      nextStep: 'Remove the setting, or set it to `0`.',
    });
  }
  if (isScheduled && isOn('webjobs_disable_schedule')) {
    obstacles.push({
      code: 'schedules-disabled',
      weight: 'cause',
      message: 'No schedule of this app fires, because its setting `WEBJOBS_DISABLE_SCHEDULE` is on.',
      nextStep: 'Remove the setting, or set it to `0`. The job can still be run by hand.',
    });
  }
  const needsAlwaysOn = job.kind === 'continuous' || isScheduled;
  if (needsAlwaysOn && values.get('website_scm_always_on_enabled') === '0') {
    obstacles.push({
      code: 'always-on-off',
      weight: 'risk',
      message: '"Always On" is off: the site is unloaded when nobody asks for it, and its jobs and schedules with it.',
      nextStep: 'Switch "Always On" on in the configuration of the app. It needs the Basic plan or a higher one.',
    });
  }
  if (needsAlwaysOn && /^(?:free|shared|dynamic)$/i.test(values.get('website_sku') ?? '')) {
    obstacles.push({
      code: 'small-plan',
      weight: 'risk',
      message: `The app is on the plan ${quote(values.get('website_sku') ?? '')}, which has no "Always On".`,
      nextStep: 'Move the app to the Basic plan or a higher one.',
    });
  }
  const zone = values.get('website_time_zone') ?? '';
  if (isScheduled && zone !== '' && findZone(zone) === undefined) {
    obstacles.push({
      code: 'unknown-zone',
      weight: 'risk',
      message: `Nobody knows the time zone ${quote(zone)} in \`WEBSITE_TIME_ZONE\`: schedules are read in UTC.`,
      nextStep: 'Use a Windows name such as `W. Europe Standard Time`, or on Linux `Europe/Berlin`.',
    });
  }
  return obstacles;
}

function fromInstances(job: RemoteJob): Obstacle[] {
  const { instances, status } = job;
  const obstacles: Obstacle[] = [];
  const losers = instances.filter((each) => each.status === 'InactiveInstance');
  if (losers.length > 0) {
    const isEverywhere = losers.length === instances.length;
    obstacles.push({
      code: 'singleton-loser',
      weight: isEverywhere ? 'cause' : 'risk',
      message: `The job is a singleton, and another instance holds its lock. Waiting: ${losers.map((each) => quote(each.instance)).join(', ')}.`,
      nextStep: isEverywhere
        ? 'A process that ended badly may hold the lock: restart the app. A deployment slot has locks of its own.'
        : 'This is as it should be. Set `is_singleton` to `false` to run the job on every instance.',
    });
  }
  if (status === 'PendingRestart') {
    obstacles.push({
      code: 'restarting',
      weight: 'risk',
      message: 'The job has ended, and the service waits before it starts it again.',
      nextStep: 'Read its log for the reason. `WEBJOBS_RESTART_TIME` sets the pause, 60 seconds without it.',
    });
  }
  return obstacles;
}

function fromSchedule(job: RemoteJob, { schedulerLog, schedulesEnabled, siteLabel }: RunFacts): Obstacle[] {
  const schedule = scheduleOf(job);
  if (schedule === null) {
    return [
      {
        code: 'no-schedule',
        weight: 'risk',
        message: 'The job has no schedule: it runs only when somebody asks for a run.',
        nextStep: 'Add `"schedule"` to its `settings.job`, or call its web hook.',
      },
    ];
  }
  const obstacles: Obstacle[] = [];
  if (!schedulesEnabled) {
    obstacles.push({
      code: 'schedules-off',
      weight: 'cause',
      message: `Schedules of ${siteLabel} are switched off on this machine.`,
      nextStep: 'Use "Enable Schedules in This Workspace".',
    });
  }
  const parsed = parseCron(schedule);
  if (!parsed.valid) {
    const problems = parsed.problems.map(({ message }) => message).join(' ');
    obstacles.push({
      code: 'bad-schedule',
      weight: 'cause',
      message: `The schedule ${quote(schedule)} cannot be read. ${problems}`,
      nextStep: 'Correct it in `settings.job`: six fields, second minute hour day month weekday.',
    });
  } else if (neverRuns(parsed.schedule)) {
    obstacles.push({
      code: 'never-matches',
      weight: 'cause',
      message: `The schedule ${quote(schedule)} matches no date at all, and the service says nothing about it.`,
      nextStep: 'Correct the day and the month in `settings.job`. Day of month and weekday must both match.',
    });
  }
  const lastLine = schedulerLog
    .split(/\r\n|\n|\r/)
    .findLast((line) => /Failed to parse schedule|Missed \d+/.test(line));
  if (lastLine !== undefined && parsed.valid) {
    obstacles.push({
      code: 'scheduler-log',
      weight: 'risk',
      message: `The log of the scheduler says: ${quote(lastLine.trim())}`,
      nextStep: 'A missed time means that the site was not loaded then, or that an earlier run was still going on.',
    });
  }
  if (job.latestRun?.status === 'Running') {
    obstacles.push({
      code: 'still-running',
      weight: 'risk',
      message: 'A run is going on. A time that comes meanwhile is left out, not made up for.',
      nextStep: 'Wait for its end, or give the schedule a longer period.',
    });
  }
  return obstacles;
}

function scheduleOf(job: RemoteJob): string | null {
  const { schedule } = job.settings;
  return job.kind === 'triggered' && typeof schedule === 'string' && schedule.trim() !== '' ? schedule : null;
}

/** As code in Markdown, whatever stands in it. */
function quote(text: string): string {
  const fence = '`'.repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const space = fence.length > 1 ? ' ' : '';
  return fence + space + text.replace(/\s+/g, ' ') + space + fence;
}
