import { dirname, join } from 'node:path';
import { mapConcurrently } from '../../core/base/mapConcurrently';
import type { RemoteRun } from '../../core/remote/remoteJob';
import type { JobSnapshot } from '../../core/runner/jobSnapshot';
import type { SiteClients } from '../remote/siteClients';
import type { Site } from '../sites/site';

/** So many jobs of a site are asked at the same time. */
const concurrentQuestions = 4;

/** What was read of a job, and the state of its latest run at that time. */
interface KnownRuns {
  readonly stamp: string;
  readonly runs: readonly RemoteRun[];
  readonly etag: string | undefined;
}

/**
 * The runs of the triggered jobs of one site. A job is asked again only when the site model, which is kept up to date by
 * others, shows another latest run than before: nothing is polled here (R7).
 */
export class SiteHistory {
  private readonly known = new Map<string, KnownRuns>();
  private readonly unread = new Map<string, string>();

  constructor(
    private readonly site: Site,
    private readonly clients: SiteClients,
    private readonly now: () => number,
  ) {}

  /** What is known of a job's runs, newest first; undefined before they were read. */
  runsOf(job: JobSnapshot): readonly RemoteRun[] | undefined {
    return this.known.get(keyOf(job))?.runs;
  }

  /** Reads what is new. What cannot be read stays as it was, until there is another latest run. */
  async update(): Promise<void> {
    const outdated = this.site.jobs.filter((job) => job.kind === 'triggered' && this.isOutdated(job));
    await mapConcurrently(outdated, concurrentQuestions, async (job) => {
      const stamp = stampOf(this.site, job);
      this.unread.set(keyOf(job), stamp);
      const known = this.known.get(keyOf(job));
      const read = await this.read(job, known).catch(() => undefined);
      this.known.set(keyOf(job), { runs: known?.runs ?? [], etag: undefined, ...read, stamp });
      this.unread.delete(keyOf(job));
    });
  }

  private isOutdated(job: JobSnapshot): boolean {
    const stamp = stampOf(this.site, job);
    return this.known.get(keyOf(job))?.stamp !== stamp && this.unread.get(keyOf(job)) !== stamp;
  }

  private async read(job: JobSnapshot, known: KnownRuns | undefined): Promise<Partial<KnownRuns>> {
    // The folder tells more than a host that does not run, and no host is started to draw a picture.
    if (this.site.kind !== 'remote') return { runs: await this.readFolder(job) };
    if (job.latestRun === null) return { runs: [] };
    const client = await this.clients.of(this.site);
    const answer = await client.listRuns(job.name, known?.etag === undefined ? {} : { etag: known.etag });
    return answer.unchanged ? { etag: known?.etag } : { runs: answer.value, etag: answer.etag ?? undefined };
  }

  private async readFolder(job: JobSnapshot): Promise<readonly RemoteRun[]> {
    const { runsOnDisk } = await import('../../core/hostClient/runsOnDisk');
    return await runsOnDisk(await this.dataFolder(job), job.name, this.now());
  }

  private async dataFolder(job: JobSnapshot): Promise<string> {
    if (this.site.kind === 'localSite') return join(this.site.location, 'data');
    const { stateFolderFor } = await import('../../core/hostClient/userStateFolder');
    return join(await stateFolderFor(dirname(dirname(job.folder))), 'data');
  }
}

function keyOf({ name }: JobSnapshot): string {
  return name.toLowerCase();
}

/** Changes whenever the job's history may have grown. */
function stampOf(site: Site, { latestRun }: JobSnapshot): string {
  return `${site.state.kind} ${latestRun?.id ?? ''} ${latestRun?.status ?? ''}`;
}
