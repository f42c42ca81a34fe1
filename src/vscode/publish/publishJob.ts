import { l10n } from 'vscode';
import type { Logger } from '../../core/base/logger';
import { UserError, errorMessage } from '../../core/base/userError';
import type { PreparedPublish, PublishRequest } from '../../core/publish/preparePublish';
import type { ScmClient } from '../../core/remote/scmClient';
import { commandIds } from '../commands/commandIds';
import type { JobPicker } from '../commands/jobPicker';
import { requireTrust } from '../commands/runJob';
import type { Notifier } from '../notifier';
import { withProgress } from '../withProgress';
import { type PreviewAnswer, previewPlan } from './planPreview';
import type { PublishTarget } from './publishTarget';
import type { PublishTargets } from './publishTargets';
import type { SiteFileDiff } from './siteFileDiff';
import { resultText, stepText } from './publishText';

/** Publishes a job: where to, what will happen, doing it, and what has happened (P2, P4, P7). */
export class PublishJob {
  /** @param storeFolder where journals and backups are kept. */
  constructor(
    private readonly picker: JobPicker,
    private readonly targets: PublishTargets,
    private readonly diff: SiteFileDiff,
    private readonly notifier: Notifier,
    private readonly logger: Logger,
    private readonly storeFolder: () => Promise<string>,
  ) {}

  async publish(target: unknown): Promise<void> {
    requireTrust();
    const chosen = await this.picker.resolve(target, {
      title: l10n.t('Publish which job?'),
      accepts: ({ site, job }) => site.kind === 'workspace' && job.runCommand !== null,
      refusal: ({ site, job }) =>
        site.kind === 'workspace'
          ? l10n.t(
              '{0} has no script that the site would run. Add one, for example run.js, to {1}.',
              job.name,
              job.folder,
            )
          : l10n.t('{0} lies on {1}. Publish it from the workspace that holds its source.', job.name, site.label),
      none: l10n.t(
        'There is no job to publish. A job is a folder with a script below jobs/continuous or jobs/triggered.',
      ),
    });
    const site = await this.targets.choose(chosen);
    const client = await site.open();
    const { kind, name, folder } = chosen.job;
    const prepared = await this.agree(client, { kind, name, folder, mode: 'newer' }, site.label);
    if (!prepared) return;
    await this.carryOut(client, prepared, site);
  }

  /** Shows plan after plan until the user publishes one; undefined when they do not. */
  private async agree(
    client: ScmClient,
    request: PublishRequest,
    siteLabel: string,
  ): Promise<PreparedPublish | undefined> {
    let wanted = request;
    for (;;) {
      const prepared = await this.prepare(client, wanted, siteLabel);
      const answer = await previewPlan(prepared, siteLabel, (row) => {
        // The list stays open behind whatever the site answers.
        this.diff.show(client, prepared, row).catch((error: unknown) => this.notifier.error(errorMessage(error)));
      });
      if (answer.kind === 'publish') return prepared;
      if (answer.kind === 'cancel') return undefined;
      wanted = changed(wanted, answer);
    }
  }

  private async prepare(client: ScmClient, request: PublishRequest, siteLabel: string): Promise<PreparedPublish> {
    const { preparePublish } = await import('../../core/publish/preparePublish');
    const title = l10n.t('Comparing {0} with {1}', request.name, siteLabel);
    const prepared = await withProgress(title, async (report, signal) => {
      await this.recover(client, request);
      return await preparePublish(client, request, { signal, onProgress: (fraction) => report(fraction) });
    });
    const errors = prepared.problems.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new UserError('publish-refused', errors.map(({ message }) => message).join(' '));
    return prepared;
  }

  /** A publish of this job that was cut off is put in order first: what it left is neither the old job nor the new one. */
  private async recover(client: ScmClient, job: PublishRequest): Promise<void> {
    const { PublishStore } = await import('../../core/publish/publishJournal');
    const { recoverPublish } = await import('../../core/publish/recoverPublish');
    const records = await new PublishStore(await this.storeFolder()).listOf(client.transport.baseUrl.origin, job);
    for (const record of records) {
      if (!record.isUnfinished) continue;
      const recovery = await recoverPublish(client, record);
      this.logger.info(`The publish ${record.journal.id} of ${job.name} that was cut off is ${recovery}.`);
    }
  }

  private async carryOut(client: ScmClient, prepared: PreparedPublish, site: PublishTarget): Promise<void> {
    const { publishJob } = await import('../../core/publish/publishJob');
    const { PublishStore } = await import('../../core/publish/publishJournal');
    const { name } = prepared.request;
    const store = new PublishStore(await this.storeFolder());
    const { logger } = this;
    try {
      const result = await withProgress(l10n.t('Publishing {0} to {1}', name, site.label), (report, signal) =>
        publishJob(client, prepared, {
          store,
          signal,
          logger,
          onProgress: (step, fraction) => report(fraction, stepText(step, l10n)),
        }),
      );
      const text = resultText(name, site.label, prepared.plan, result, l10n);
      const showLog = { title: l10n.t('Show Log'), command: commandIds.showLog };
      if (result.isVerified && result.warnings.length === 0) this.notifier.info(text);
      else this.notifier.warn(text, showLog);
    } finally {
      await site.refresh();
    }
  }
}

function changed(request: PublishRequest, { change }: PreviewAnswer & { readonly kind: 'again' }): PublishRequest {
  switch (change) {
    case 'replaceEverything':
      return { ...request, mode: 'replace' };
    case 'onlyNewer':
      return { ...request, mode: 'newer' };
    case 'deleteExtra':
      return { ...request, deleteExtra: true };
    case 'overwriteNewer':
      return { ...request, overwriteNewer: true };
  }
}
