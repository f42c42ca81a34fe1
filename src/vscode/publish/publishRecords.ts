import { type Disposable, DisposableStore } from '../../core/base/disposable';
import { EventEmitter } from '../../core/base/event';
import type { Logger } from '../../core/base/logger';
import { type JobKey, isSameJob, jobKeyText } from '../../core/jobs/job';
import type { PublishRecord, PublishStore } from '../../core/publish/publishJournal';
import type { ScmClient } from '../../core/remote/scmClient';
import { scmSiteId } from '../sites/scmSiteId';
import { type Site, type SiteJobKey, findJob } from '../sites/site';
import type { SiteRegistry } from '../sites/siteRegistry';

/** A job on a site together with what the last publish of it has left. */
export interface PublishedJob {
  readonly site: Site;
  readonly key: JobKey;
  readonly record: PublishRecord;
}

/** What can be done about the last publish of a job: take it back, or put it in order because it was cut off. */
export type PublishTrace = 'undoable' | 'cutOff';

/** What the publishes of this user have left on this machine, as far as it concerns the sites of the window. */
export class PublishRecords implements Disposable {
  private readonly disposables = new DisposableStore();
  private readonly didChange = this.disposables.add(new EventEmitter<readonly SiteJobKey[]>());
  private records: readonly PublishRecord[] = [];
  /** Ids of records that were cut off. */
  private cutOff: ReadonlySet<string> = new Set();
  /** The last publish of each job, until something changes: every row of the tree asks for it. */
  private last: readonly PublishedJob[] | undefined;

  /** What can be done about these jobs may have changed. */
  readonly onDidChange = this.didChange.event;

  /** @param folder where journals and backups are kept. */
  constructor(
    private readonly folder: () => Promise<string>,
    private readonly registry: SiteRegistry,
    private readonly logger: Logger,
  ) {
    this.disposables.add(
      registry.onDidChange(({ site }) => {
        if (site === undefined) this.last = undefined;
      }),
    );
  }

  async store(): Promise<PublishStore> {
    const { PublishStore } = await import('../../core/publish/publishJournal');
    return new PublishStore(await this.folder());
  }

  /** Looks at the disk again. Asks no site. */
  async refresh(): Promise<void> {
    const before = this.rows();
    const store = await this.store();
    this.records = await store.list();
    this.cutOff = new Set();
    if (this.records.some((record) => record.isUnfinished)) {
      const { cutOffPublishes } = await import('../../core/publish/recoverPublish');
      this.cutOff = new Set((await cutOffPublishes(store)).map(({ journal }) => journal.id));
    }
    this.last = undefined;
    this.didChange.fire([...before, ...this.rows()]);
  }

  /** The last publish of each job on the sites of this window that can be treated so. */
  all(trace: PublishTrace): readonly PublishedJob[] {
    return this.published().filter((published) => this.traceOf(published.record) === trace);
  }

  /** The same for one job: of a site's own, or for a job of the workspace those that it was published as. */
  of(site: Site, key: JobKey, trace: PublishTrace): readonly PublishedJob[] {
    return this.all(trace).filter(
      (published) => isSameJob(published.key, key) && (site.kind === 'workspace' || published.site === site),
    );
  }

  /** Puts in order what publishes of this job have left that were cut off. */
  async putInOrder(client: ScmClient, job: JobKey): Promise<void> {
    const { recoverPublish } = await import('../../core/publish/recoverPublish');
    const records = await (await this.store()).listOf(client.siteId, job);
    for (const record of records) {
      if (!record.isUnfinished) continue;
      const recovery = await recoverPublish(client, record);
      this.logger.info(`The publish ${record.journal.id} of ${job.name} that was cut off is ${recovery}.`);
    }
  }

  dispose(): void {
    this.disposables.dispose();
  }

  /** The rows that show records: those of sites, and those of the workspace that were published there. */
  private rows(): readonly SiteJobKey[] {
    return this.published().flatMap(({ site, key }) => {
      const sources = this.registry.sites.filter((each) => each.kind === 'workspace' && findJob(each, key));
      return [site, ...sources].map((each) => ({ site: each, key }));
    });
  }

  private published(): readonly PublishedJob[] {
    this.last ??= this.lastOfEach();
    return this.last;
  }

  private traceOf(record: PublishRecord): PublishTrace | undefined {
    if (this.cutOff.has(record.journal.id)) return 'cutOff';
    return record.isUnfinished ? undefined : 'undoable';
  }

  private lastOfEach(): PublishedJob[] {
    const last = new Map<string, PublishedJob>();
    for (const record of this.records) {
      const { site: siteId, job: key } = record.journal;
      const site = this.registry.sites.find((each) => scmSiteId(each) === siteId);
      if (site) last.set(`${siteId} ${jobKeyText(key)}`, { site, key, record });
    }
    return [...last.values()];
  }
}
