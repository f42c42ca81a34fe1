import type { RemoteRun } from '../../core/remote/remoteJob';
import { localizedError, type Localizer } from '../localizer';
import type { SiteClients } from '../remote/siteClients';
import type { Site } from '../sites/site';
import type { JobDetailNode, JobNode } from './treeNodes';

/** So many runs are shown at first, and so many more with each "Show More". */
const runsAtOnce = 10;

/** Whether a job's row can be expanded: what lies below it is asked of the site, which must answer. */
export function hasDetails(site: Site): boolean {
  return site.state.kind === 'connected';
}

/** Reads the rows below a job when it is expanded: runs of a triggered job, instances of a continuous one (R2). */
export class JobDetails {
  private readonly shown = new Map<string, number>();
  /** The history as it was last read, with the tag to ask again with. */
  private readonly known = new WeakMap<JobNode, { readonly etag: string; readonly runs: readonly RemoteRun[] }>();

  constructor(
    private readonly clients: SiteClients,
    private readonly l10n: Localizer,
  ) {}

  /** Never rejects: a site that does not answer becomes a row that says so. */
  async of(job: JobNode): Promise<JobDetailNode[]> {
    // The editor may still ask for rows of a site that has just been stopped, and asking the site would start it again.
    if (!hasDetails(job.site)) return [];
    try {
      return job.key.kind === 'triggered' ? await this.runs(job) : await this.instances(job);
    } catch (error) {
      return [this.note(job, localizedError(error, this.l10n))];
    }
  }

  showMore(jobId: string): void {
    this.shown.set(jobId, this.limitOf(jobId) + runsAtOnce);
  }

  private async runs(job: JobNode): Promise<JobDetailNode[]> {
    const all = await this.readRuns(job);
    if (all.length === 0) return [this.note(job, this.l10n.t('no runs yet'))];
    const limit = this.limitOf(job.id);
    const below = { site: job.site, key: job.key };
    const rows: JobDetailNode[] = all
      .slice(0, limit)
      .map((run) => ({ type: 'run', id: `${job.id}/run/${run.id}`, ...below, run }));
    const hiddenRuns = all.length - limit;
    if (hiddenRuns > 0) rows.push({ type: 'more', id: `${job.id}/more`, ...below, hiddenRuns });
    return rows;
  }

  private async readRuns(job: JobNode): Promise<readonly RemoteRun[]> {
    const client = await this.clients.of(job.site);
    const known = this.known.get(job);
    const answer = await client.listRuns(job.key.name, known ? { etag: known.etag } : {});
    if (answer.unchanged) return known?.runs ?? [];
    if (answer.etag !== null) this.known.set(job, { etag: answer.etag, runs: answer.value });
    return answer.value;
  }

  private async instances(job: JobNode): Promise<JobDetailNode[]> {
    const client = await this.clients.of(job.site);
    const instances = (await client.getJob(job.key.kind, job.key.name))?.instances ?? [];
    if (instances.length === 0) return [this.note(job, this.l10n.t('no instance runs it'))];
    return instances.map((instance) => ({
      type: 'instance',
      id: `${job.id}/instance/${instance.instance}`,
      site: job.site,
      key: job.key,
      instance,
    }));
  }

  private note({ id, site, key }: JobNode, text: string): JobDetailNode {
    return { type: 'note', id: `${id}/note`, site, key, text };
  }

  private limitOf(jobId: string): number {
    return this.shown.get(jobId) ?? runsAtOnce;
  }
}
