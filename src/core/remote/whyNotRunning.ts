import { message } from '../base/message';
import { type JobKey, kindWords } from '../jobs/job';
import { type Obstacle, quote } from './obstacle';
import type { RemoteJob } from './remoteJob';
import { scheduleObstacles } from './scheduleObstacles';
import { settingsObstacles } from './settingsObstacles';
import { twinObstacles } from './twinObstacles';

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
  /** What was told about the same job by sites that may be slots of the same app. */
  readonly twins: readonly TwinFacts[];
}

/** The same job on a site that may be another slot of the app. */
export type TwinFacts =
  | {
      readonly siteLabel: string;
      readonly state: 'told';
      /** Undefined when that site has no such job. */
      readonly job: RemoteJob | undefined;
      readonly settings: Readonly<Record<string, string>> | undefined;
    }
  /** The site did not answer. */
  | { readonly siteLabel: string; readonly state: 'silent' };

/** Why a job does not run, the certain causes first (R8). Empty when nothing speaks against it. */
export function findObstacles(facts: RunFacts): Obstacle[] {
  const { job, key } = facts;
  if (job === undefined) {
    return [
      {
        code: 'job-missing',
        weight: 'cause',
        message: message('There is no {kind} job {name} on {site}.', {
          kind: kindWords[key.kind],
          name: quote(key.name),
          site: facts.siteLabel,
        }),
        nextStep: message('Publish it, or look for it under the other kind.'),
      },
    ];
  }
  const obstacles = [
    ...fromJob(job, facts),
    ...settingsObstacles(job, facts.settings),
    ...(job.kind === 'triggered' ? scheduleObstacles(job, facts) : fromInstances(job)),
    ...facts.twins.flatMap((twin) => twinObstacles(job, twin)),
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
      message: message('The folder of the job holds no file that the service would run.'),
      nextStep: message('Publish a script such as `run.js`, `run.py`, `run.sh` or `run.cmd` with it.'),
    });
  }
  if (isDisabled === true && job.kind === 'continuous') {
    obstacles.push({
      code: 'disabled',
      weight: 'cause',
      message: message('The job was stopped: the file `disable.job` lies in its folder.'),
      nextStep: message('Use "Run Job", which removes the file.'),
    });
  }
  if (job.error !== null && job.error !== '') {
    obstacles.push({
      code: 'service-error',
      weight: 'cause',
      message: message('The service reports: {text}', { text: quote(job.error) }),
      nextStep: message('Correct what it names and publish the job again.'),
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
      message: message('The job is a singleton, and another instance holds its lock. Waiting: {instances}.', {
        instances: losers.map((each) => quote(each.instance)).join(', '),
      }),
      nextStep: isEverywhere
        ? message(
            'A process that ended badly may hold the lock: restart the app. A deployment slot has locks of its own.',
          )
        : message('This is as it should be. Set `is_singleton` to `false` to run the job on every instance.'),
    });
  }
  if (status === 'PendingRestart') {
    obstacles.push({
      code: 'restarting',
      weight: 'risk',
      message: message('The job has ended, and the service waits before it starts it again.'),
      nextStep: message('Read its log for the reason. `WEBJOBS_RESTART_TIME` sets the pause, 60 seconds without it.'),
    });
  }
  return obstacles;
}
