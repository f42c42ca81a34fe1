import type { Readable } from 'node:stream';
import { isOsLockHeld } from '../../core/base/osLock';
import type { Event } from '../../core/base/event';
import { UserError } from '../../core/base/userError';
import {
  hostProtocolVersion,
  type StartRequest,
  type StartResponse,
  type StopRequest,
} from '../../core/hostClient/hostApi';
import { HostConnection } from '../../core/hostClient/hostConnection';
import { HostRegistry, siteKey } from '../../core/hostClient/hostRegistry';
import { userStateFolder } from '../../core/hostClient/userStateFolder';
import type { JobKey } from '../../core/jobs/job';
import type { JobSnapshot } from '../../core/runner/jobSnapshot';
import type { SiteSpec } from '../../core/runner/sitePaths';
import type { FollowOptions, Following, OutputListener } from './site';
import type { SiteHost } from './siteHost';

export { connectHost } from '../../core/hostClient/connectHost';

/** Joins the host of a site if one runs; looks at its announcement only, and starts nothing. */
export async function connectRunningHost(site: SiteSpec, userAgent: string): Promise<HostConnection | undefined> {
  const registry = new HostRegistry(userStateFolder());
  const key = await siteKey(site);
  const entry = await registry.read(key);
  if (entry?.protocolVersion !== hostProtocolVersion) return undefined;
  if (!(await isOsLockHeld(registry.lockPath(key)))) return undefined;
  try {
    return await HostConnection.open(entry, userAgent);
  } catch (error) {
    // A host on its way out is none; whatever else is wrong is told when the user wants to run something.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** A host connection in the form that a site of the window uses. */
export class ConnectedHost implements SiteHost {
  readonly onDidChangeJob: Event<JobSnapshot>;
  readonly onDidRemoveJob: Event<JobKey>;

  constructor(private readonly connection: HostConnection) {
    this.onDidChangeJob = connection.onDidChangeJob;
    this.onDidRemoveJob = connection.onDidRemoveJob;
  }

  get url(): string {
    return this.connection.url;
  }

  get authorization(): string {
    return this.connection.authorization;
  }

  readonly onDidClose: Event<void> = (listener) => this.connection.onDidDisconnect(() => listener());

  jobs(): readonly JobSnapshot[] {
    return this.connection.jobs;
  }

  start(key: JobKey, request: StartRequest): Promise<StartResponse> {
    return this.connection.start(key, request);
  }

  stop(key: JobKey, request: StopRequest): Promise<void> {
    return this.connection.stop(key, request);
  }

  setSchedulesEnabled(isEnabled: boolean): Promise<void> {
    return this.connection.setSchedulesEnabled(isEnabled);
  }

  followOutput(key: JobKey, { from, runId }: FollowOptions, listener: OutputListener): Following {
    const leaving = new AbortController();
    const request = { from, ...(runId === undefined ? {} : { run: runId }) };
    const opening = this.connection.followOutput(key, request, leaving.signal);
    void opening
      .then((output) => drain(output, listener))
      .then(
        () => end(),
        // What ends an output early ends the connection as well, and is told there.
        () => end(),
      );
    const end = (): void => {
      if (!leaving.signal.aborted) listener.onEnd();
    };
    return {
      ready: opening.then(
        () => undefined,
        () => undefined,
      ),
      dispose: () => leaving.abort(),
    };
  }

  close(): Promise<void> {
    this.connection.dispose();
    return Promise.resolve();
  }
}

async function drain(output: Readable, listener: OutputListener): Promise<void> {
  for await (const text of output as AsyncIterable<string>) listener.onText(text);
}
