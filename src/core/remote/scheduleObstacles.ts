import { joined, message } from '../base/message';
import { scheduleProblemText } from '../jobs/scheduleProblemText';
import { parseCron } from '../schedule/cronExpression';
import { neverRuns } from '../schedule/nextRuns';
import { type Obstacle, quote, scheduleOf } from './obstacle';
import type { RemoteJob } from './remoteJob';
import type { RunFacts } from './whyNotRunning';

/** Why a triggered job has no run at the time that somebody expects (kudu-webjobs §5.5, §5.6). */
export function scheduleObstacles(job: RemoteJob, { schedulerLog, schedulesEnabled, siteLabel }: RunFacts): Obstacle[] {
  const schedule = scheduleOf(job);
  if (schedule === null) {
    return [
      {
        code: 'no-schedule',
        weight: 'risk',
        message: message('The job has no schedule: it runs only when somebody asks for a run.'),
        nextStep: message('Add `"schedule"` to its `settings.job`, or call its web hook.'),
      },
    ];
  }
  const obstacles: Obstacle[] = [];
  if (!schedulesEnabled) {
    obstacles.push({
      code: 'schedules-off',
      weight: 'cause',
      message: message('Schedules of {site} are switched off on this machine.', { site: siteLabel }),
      nextStep: message('Use "Enable Schedules in This Workspace".'),
    });
  }
  const parsed = parseCron(schedule);
  if (!parsed.valid) {
    const problems = joined(parsed.problems.map(scheduleProblemText));
    obstacles.push({
      code: 'bad-schedule',
      weight: 'cause',
      message: message('The schedule {schedule} cannot be read. {problems}', { schedule: quote(schedule), problems }),
      nextStep: message('Correct it in `settings.job`: six fields, second minute hour day month weekday.'),
    });
  } else if (neverRuns(parsed.schedule)) {
    obstacles.push({
      code: 'never-matches',
      weight: 'cause',
      message: message('The schedule {schedule} matches no date at all, and the service says nothing about it.', {
        schedule: quote(schedule),
      }),
      nextStep: message('Correct the day and the month in `settings.job`. Day of month and weekday must both match.'),
    });
  }
  const lastLine = schedulerLog
    .split(/\r\n|\n|\r/)
    .findLast((line) => /Failed to parse schedule|Missed \d+/.test(line));
  if (lastLine !== undefined && parsed.valid) {
    obstacles.push({
      code: 'scheduler-log',
      weight: 'risk',
      message: message('The log of the scheduler says: {line}', { line: quote(lastLine.trim()) }),
      nextStep: message(
        'A missed time means that the site was not loaded then, or that an earlier run was still going on.',
      ),
    });
  }
  if (job.latestRun?.status === 'Running') {
    obstacles.push({
      code: 'still-running',
      weight: 'risk',
      message: message('A run is going on. A time that comes meanwhile is left out, not made up for.'),
      nextStep: message('Wait for its end, or give the schedule a longer period.'),
    });
  }
  return obstacles;
}
