import type { Memento } from 'vscode';
import type { JobKey } from '../../core/jobs/job';
import type { PublishRequest } from '../../core/publish/preparePublish';
import { type Site, siteJobId } from '../sites/site';
import type { SiteJob } from '../sites/siteRegistry';

/** What the user decided in the last publish of a job, and wants again. What was deleted or overwritten is asked anew. */
export type RememberedChoices = Pick<PublishRequest, 'mode' | 'leaveOutPaths'>;

/** A job that was published, and where to. */
export interface RememberedPublish {
  /** The id of the workspace's site that the job belongs to. */
  readonly source: string;
  readonly key: JobKey;
  /** The id of the site that it was published to. */
  readonly target: string;
}

/** What is remembered of publishes, for the workspace. */
export class PublishMemory {
  constructor(private readonly memory: Memento) {}

  /** The id of the site that the job was sent to the last time. */
  targetOf(job: SiteJob): string | undefined {
    return this.memory.get<string>(keyOf('publishTarget', job));
  }

  /** The mode is `newer` for a job that was never published. */
  choicesOf(job: SiteJob, target: Site): RememberedChoices {
    const stored = this.memory.get<StoredChoices>(keyOf('publishChoices', job, target));
    const leaveOutPaths = new Set(stored?.leftOut ?? []);
    return { mode: stored?.mode === 'replace' ? 'replace' : 'newer', ...(leaveOutPaths.size > 0 && { leaveOutPaths }) };
  }

  /** The last publish of this workspace. */
  get last(): RememberedPublish | undefined {
    return this.memory.get<RememberedPublish>('lastPublish');
  }

  async remember(siteJob: SiteJob, target: Site, { mode, leaveOutPaths }: RememberedChoices): Promise<void> {
    const { site, job } = siteJob;
    const last: RememberedPublish = { source: site.id, key: { kind: job.kind, name: job.name }, target: target.id };
    const leftOut = [...(leaveOutPaths ?? [])];
    const isUsual = mode === 'newer' && leftOut.length === 0;
    const choices: StoredChoices | undefined = isUsual ? undefined : { mode, leftOut };
    await this.memory.update('lastPublish', last);
    await this.memory.update(keyOf('publishTarget', siteJob), target.id);
    await this.memory.update(keyOf('publishChoices', siteJob, target), choices);
  }
}

interface StoredChoices {
  readonly mode: string;
  readonly leftOut: readonly string[];
}

function keyOf(what: string, { site, job }: SiteJob, target?: Site): string {
  const key = `${what}/${siteJobId(site, job)}`;
  return target === undefined ? key : `${key}/${target.id}`;
}
