import type { Event } from '../../core/base/event';
import type { StartRequest, StartResponse, StopRequest } from '../../core/hostClient/hostApi';
import type { JobKey } from '../../core/jobs/job';
import type { JobSnapshot } from '../../core/runner/jobSnapshot';
import type { FollowOptions, Following, OutputListener } from './site';

/** What a site needs of the connection to its host. Disposing of it gives up the lease. */
export interface SiteHost {
  /** Where the host serves the service's REST API. */
  readonly url: string;
  /** The value of an `Authorization` header for {@link url}; a secret. */
  readonly authorization: string;
  /** A job has changed, or is new. */
  readonly onDidChangeJob: Event<JobSnapshot>;
  readonly onDidRemoveJob: Event<JobKey>;
  /** The host has gone: it ended, crashed or was killed. */
  readonly onDidClose: Event<void>;
  jobs(): readonly JobSnapshot[];
  start(key: JobKey, request: StartRequest): Promise<StartResponse>;
  stop(key: JobKey, request: StopRequest): Promise<void>;
  followOutput(key: JobKey, options: FollowOptions, listener: OutputListener): Following;
  setSchedulesEnabled(isEnabled: boolean): Promise<void>;
  /** Gives up the lease; resolves when the host knows. */
  close(): Promise<void>;
}

/** How to reach the host of one site. */
export interface SiteHostSource {
  /** Finds the host of the site, or starts one. */
  connect(): Promise<SiteHost>;
  /** Connects to a host that runs already; undefined when there is none. Cheap, and starts nothing. */
  connectIfRunning(): Promise<SiteHost | undefined>;
}
