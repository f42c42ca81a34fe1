import { type CronSchedule } from './cronExpression';

export function describeCron(schedule: CronSchedule): string {
  return schedule.canonical;
}
