import type * as vscode from 'vscode';
import type { JobKind } from '../../core/jobs/job';
import { debugType } from '../contributedTypes';

/** A `webjob` entry of launch.json, complete. */
export interface JobDebugConfiguration extends vscode.DebugConfiguration {
  /** The job folder: absolute, or relative to the workspace folder. */
  readonly job: string;
  /** Says the same as the folder above the job's; a session is refused when it does not. */
  readonly kind?: JobKind;
  /** One raw string, appended to the command line (kudu-webjobs §8.3). Triggered jobs only. */
  readonly arguments?: string;
  /** App settings for this session; they beat those of the file and of the site. */
  readonly env?: Readonly<Record<string, string>>;
  /** A file with app settings for this session: `.env`, or the `local.settings.json` of the Functions tools. */
  readonly envFile?: string;
  /** Stop at the first line of the program, where the language's debugger can when it attaches. */
  readonly stopOnEntry?: boolean;
  /** Settings of the language's own debugger, which beat those this extension gives to it. */
  readonly debugger?: Readonly<Record<string, unknown>>;
}

/** A configuration that debugs the job in `folder`. */
export function configurationFor(job: {
  readonly name: string;
  readonly kind: JobKind;
  readonly path: string;
}): JobDebugConfiguration {
  return { type: debugType, request: 'launch', name: `Debug ${job.name}`, job: job.path, kind: job.kind };
}
