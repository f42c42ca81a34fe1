import type { RemoteJob, RemoteRun } from '../../core/remote/remoteJob';
import { textTable } from '../textTable';

/** The jobs of a site, one a line. */
export function jobsText(jobs: readonly RemoteJob[], host: string): string {
  if (jobs.length === 0) return `${host} has no jobs\n`;
  return textTable(jobs.map(jobCells));
}

export function jobText(job: RemoteJob): string {
  return jobCells(job)
    .filter((cell) => cell !== '')
    .join('  ');
}

/** Runs, one a line, newest first. */
export function runsText(runs: readonly RemoteRun[], name: string): string {
  if (runs.length === 0) return `${name} has no runs\n`;
  return textTable(
    runs.map((run) => [
      run.id,
      run.status,
      run.startMs === null ? '' : new Date(run.startMs).toISOString(),
      run.durationMs === null ? '' : `${(run.durationMs / 1000).toFixed(1)} s`,
      run.trigger ?? '',
    ]),
  );
}

function jobCells(job: RemoteJob): readonly string[] {
  const { schedule } = job.settings;
  return [job.kind, job.name, job.status ?? 'never ran', typeof schedule === 'string' ? schedule : '', job.error ?? ''];
}
