import { l10n } from 'vscode';
import type { JobKey } from '../../core/jobs/job';
import type { RunFacts } from '../../core/remote/whyNotRunning';
import type { SiteClients } from '../remote/siteClients';
import type { SiteDocuments } from '../remote/siteDocuments';
import { jobDataFolder } from '../remote/siteUri';
import type { Site } from '../sites/site';
import { withProgress } from '../withProgress';
import type { JobPicker } from './jobPicker';

/** The end of the scheduler's log that is looked at. */
const logBytes = 16 * 1024;

/** Answers "Why does this job not run?" with a document (R8). */
export class ExplainJob {
  constructor(
    private readonly picker: JobPicker,
    private readonly clients: SiteClients,
    private readonly documents: SiteDocuments,
  ) {}

  async explain(target: unknown): Promise<void> {
    const { site, job } = await this.picker.resolve(target, {
      title: l10n.t('Which job does not run?'),
      none: l10n.t('There is no job. Publish one, or open a folder that holds one.'),
    });
    const { whyNotRunningReport } = await import('../../core/remote/whyNotRunningReport');
    const facts = await withProgress(l10n.t('Looking at {0}', job.name), () => this.gather(site, job));
    await this.documents.showReport(site, l10n.t('Why {0} does not run', job.name), whyNotRunningReport(facts));
  }

  private async gather(site: Site, { kind, name }: JobKey): Promise<RunFacts> {
    const key: JobKey = { kind, name };
    const client = await this.clients.of(site);
    const { findJobFolder } = await import('../remote/jobPaths');
    const [job, settings, folder, schedulerLog] = await Promise.all([
      client.getJob(kind, name),
      client.getSiteSettings(),
      findJobFolder(client, key),
      this.schedulerLog(site, key),
    ]);
    const script = job?.runCommand ?? '';
    const scriptFolder = [folder, ...script.split('/').slice(0, -1)].join('/');
    const entries = (await client.listFolder(scriptFolder))?.entries;
    const isDisabled = entries?.some((entry) => entry.name.toLowerCase() === 'disable.job');
    const { label: siteLabel, schedulesEnabled } = site;
    return { key, siteLabel, job, settings, isDisabled, schedulesEnabled, schedulerLog };
  }

  private async schedulerLog(site: Site, key: JobKey): Promise<string> {
    if (key.kind === 'continuous') return '';
    const files = await this.documents.files.filesOf(site);
    const bytes = await files.readEnd(`${jobDataFolder(key)}/job_scheduler.log`, () => '', logBytes);
    return new TextDecoder().decode(bytes);
  }
}
