import type * as vscode from 'vscode';
import type { JobKind } from '../../core/jobs/job';

/** The debug type this extension contributes. */
export const debugType = 'webjob';

/** A `webjob` entry of launch.json, complete. */
export interface JobDebugConfiguration extends vscode.DebugConfiguration {
  /** The job folder: absolute, or relative to the workspace folder. */
  readonly job: string;
  /** Only needed for a folder that does not lie below `continuous` or `triggered`. */
  readonly kind?: JobKind;
  /** One raw string, appended to the command line (kudu-webjobs §8.3). Triggered jobs only. */
  readonly arguments?: string;
  /** App settings for this session; they beat those of the site. */
  readonly env?: Readonly<Record<string, string>>;
  /** Stop at the first line of the program. */
  readonly stopOnEntry?: boolean;
}

/** A configuration that debugs the job in `folder`. */
export function configurationFor(job: {
  readonly name: string;
  readonly kind: JobKind;
  readonly path: string;
}): JobDebugConfiguration {
  return { type: debugType, request: 'launch', name: `Debug ${job.name}`, job: job.path, kind: job.kind };
}
