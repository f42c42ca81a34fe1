import { l10n } from 'vscode';
import type { KnownScmSite } from '../../core/remote/gatherRunFacts';
import type { SiteClients } from '../remote/siteClients';
import type { SiteDocuments } from '../remote/siteDocuments';
import type { RemoteSites } from '../sites/remoteSites';
import { withProgress } from '../withProgress';
import type { JobPicker } from './jobPicker';

/** Answers "Why does this job not run?" with a document (R8). */
export class ExplainJob {
  constructor(
    private readonly picker: JobPicker,
    private readonly clients: SiteClients,
    private readonly documents: SiteDocuments,
    private readonly remoteSites: RemoteSites,
  ) {}

  async explain(target: unknown): Promise<void> {
    const { site, job } = await this.picker.resolve(target, {
      title: l10n.t('Which job does not run?'),
      none: l10n.t('There is no job. Publish one, or open a folder that holds one.'),
    });
    const { gatherRunFacts } = await import('../../core/remote/gatherRunFacts');
    const { whyNotRunningReport } = await import('../../core/remote/whyNotRunningReport');
    const { label, schedulesEnabled } = site;
    const { kind, name } = job;
    const facts = await withProgress(l10n.t('Looking at {0}', name), async () => {
      const client = await this.clients.of(site);
      return await gatherRunFacts({ label, schedulesEnabled, client }, { kind, name }, this.otherSites(site.id));
    });
    await this.documents.showReport(
      site,
      l10n.t('Why {0} does not run', name),
      whyNotRunningReport(facts, l10n.bundle),
    );
  }

  private otherSites(id: string): readonly KnownScmSite[] {
    return this.remoteSites.all
      .filter((site) => site.id !== id)
      .map((site) => ({ label: site.label, host: site.location, open: () => site.scm() }));
  }
}
