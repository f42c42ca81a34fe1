import { basename, resolve } from 'node:path';
import { messageText } from '../base/message';
import { errorMessage } from '../base/userError';
import { diskJobFiles } from './diskJobFiles';
import type { JobKind } from './job';
import type { ProblemPosition, ProblemSeverity } from './jobProblem';
import { effectiveSettings } from './jobSettings';
import { type JobReading, readJob } from './lintJob';

/** What the service would see in a job's folder: the JSON of `webjobs inspect` (product section C). */
export interface JobInspection {
  readonly name: string;
  readonly kind: JobKind;
  readonly runnable: boolean;
  /** Bare file name of the script. */
  readonly script: string | null;
  /** Relative to the job folder, with `/`; empty for the job folder itself. */
  readonly scriptFolder: string;
  readonly host: string | null;
  /** The script relative to the job folder. */
  readonly runCommand: string | null;
  readonly reason: string;
  readonly settings: InspectedSettings;
  readonly problems: readonly InspectedProblem[];
}

/** The values that the engine would use; null for one whose reading throws in the service. */
export interface InspectedSettings {
  /** Null on a continuous job. */
  readonly schedule: string | null;
  readonly is_singleton: boolean;
  /** Seconds. */
  readonly stopping_wait_time: number | null;
  readonly is_in_place: boolean;
}

/** A problem as `webjobs inspect` and `webjobs lint` print it. */
export interface InspectedProblem extends ProblemPosition {
  /** Relative to the job folder, with `/`; `.` for the folder itself. */
  readonly file: string;
  readonly severity: ProblemSeverity;
  readonly code: string;
  readonly message: string;
}

/** Inspects a job's folder on the disk. A folder that cannot be read gives an inspection that says so. */
export async function inspectJob(folder: string, kind: JobKind): Promise<JobInspection> {
  const path = resolve(folder);
  const name = basename(path);
  try {
    const reading = await readJob({ kind, name, path }, diskJobFiles(path));
    return inspectionOf(name, kind, reading);
  } catch (error) {
    return unreadableInspection(name, kind, `The folder cannot be read: ${errorMessage(error)}.`);
  }
}

/** The inspection of a job that was read. */
export function inspectionOf(name: string, kind: JobKind, reading: JobReading): JobInspection {
  const { script, settings } = reading;
  const effective = effectiveSettings(settings, kind, script.runnable ? script.host.name : null);
  const wait = effective.stoppingWaitTime;
  return {
    name,
    kind,
    runnable: script.runnable,
    script: script.runnable ? script.file : null,
    scriptFolder: script.scriptFolder,
    host: script.runnable ? script.host.name : null,
    runCommand: script.runnable ? script.runCommand : null,
    reason: messageText(script.reason),
    settings: {
      schedule: kind === 'continuous' ? null : effective.schedule,
      is_singleton: effective.isSingleton,
      stopping_wait_time: 'seconds' in wait ? wait.seconds : null,
      is_in_place: effective.isInPlace,
    },
    problems: inspectedProblems(reading),
  };
}

/** Problems in the form of the terminal. */
export function inspectedProblems(reading: Pick<JobReading, 'problems'>): InspectedProblem[] {
  return reading.problems.map(({ file, position, severity, code, text }) => ({
    file: file === '' ? '.' : file,
    ...position,
    severity,
    code,
    message: messageText(text),
  }));
}

/** The inspection of a folder that cannot be read; `reason` says why. */
export function unreadableInspection(name: string, kind: JobKind, reason: string): JobInspection {
  const position = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  const problem: InspectedProblem = {
    file: '.',
    ...position,
    severity: 'error',
    code: 'unreadable-folder',
    message: reason,
  };
  return {
    name,
    kind,
    runnable: false,
    script: null,
    scriptFolder: '',
    host: null,
    runCommand: null,
    reason,
    settings: { schedule: null, is_singleton: false, stopping_wait_time: null, is_in_place: false },
    problems: [problem],
  };
}
