import type { Disposable } from '../../core/base/disposable';
import type { Event } from '../../core/base/event';
import type { Message } from '../../core/base/message';
import type { StartRequest, StartResponse, StopRequest } from '../../core/hostClient/hostApi';
import { type JobKey, isSameJob, jobKeyText } from '../../core/jobs/job';
import type { JobSnapshot } from '../../core/runner/jobSnapshot';

/**
 * `workspace`: jobs where the user writes them; `localSite`: the site that this machine serves; `remote`: a site in Azure.
 */
export type SiteKind = 'workspace' | 'localSite' | 'remote';

/** How far a site's host is known. Jobs are listed in every state; they are live in `connected` only. */
export type SiteState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected'; readonly url: string }
  | { readonly kind: 'failed'; readonly message: Message };

/** What changed: one job's snapshot, or the list of jobs or the site's state. */
export type SiteChange = { readonly type: 'job'; readonly job: JobSnapshot } | { readonly type: 'site' };

/**
 * Where to begin: `now`, or with `run` at the first line of the present process or of the run `runId`, which also ends
 * the output.
 */
export interface FollowOptions {
  readonly from: 'now' | 'run';
  readonly runId?: string;
}

/** Takes a job's log lines as they are written. */
export interface OutputListener {
  onText(text: string): void;
  /** Nothing follows: the run has ended, or the site's host has gone. Not called after disposal. */
  onEnd(): void;
}

/** An output that is being followed; disposing of it leaves the output. */
export interface Following extends Disposable {
  /** Fulfilled once no line that is written later is missed, or when there is nothing to follow; never rejected. */
  readonly ready: Promise<void>;
}

/** A place that holds jobs, as the tree and the commands see it. */
export interface Site {
  /** Stable over sessions; part of the ids in the tree. */
  readonly id: string;
  readonly kind: SiteKind;
  readonly label: string;
  /** Where it lies, short enough to stand behind the label. */
  readonly location: string;
  readonly state: SiteState;
  /** Whether schedules fire while its host runs; of a workspace the user's choice, also while nothing runs. */
  readonly schedulesEnabled: boolean;
  /** Sorted by name. */
  readonly jobs: readonly JobSnapshot[];
  readonly onDidChange: Event<SiteChange>;

  /** Looks for the jobs again. */
  refresh(): Promise<void>;
  /** Makes sure that the site's host runs and that its jobs are live. */
  connect(): Promise<void>;
  /** Starts a job, and the site's host before it when there is none. */
  start(key: JobKey, request: StartRequest): Promise<StartResponse>;
  /** Resolves when the job has stopped; with `force` without its waiting time. */
  stop(key: JobKey, request: StopRequest): Promise<void>;
  /** Follows a job's log lines; the site has to be connected. */
  followOutput(key: JobKey, options: FollowOptions, listener: OutputListener): Following;
}

/** A job by its place, for what is remembered of it. */
export interface SiteJobKey {
  readonly site: Site;
  readonly key: JobKey;
}

/** The job of that name, compared as the service compares names. */
export function findJob(site: Site, key: JobKey): JobSnapshot | undefined {
  return site.jobs.find((job) => isSameJob(job, key));
}

/** The same text for every spelling of a job's name, for maps and for what a workspace remembers. */
export function siteJobId(site: Site, key: JobKey): string {
  return `${site.id}/${jobKeyText(key)}`;
}
