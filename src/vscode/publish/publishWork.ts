import { l10n } from 'vscode';
import { joined } from '../../core/base/message';
import type { Logger } from '../../core/base/logger';
import { UserError } from '../../core/base/userError';
import type { PreparedPublish, PublishRequest } from '../../core/publish/preparePublish';
import type { PublishResult } from '../../core/publish/publishOptions';
import type { ScmClient } from '../../core/remote/scmClient';
import { type ReportProgress, withProgress } from '../withProgress';
import type { PublishRecords } from './publishRecords';
import { stepText } from './publishText';

/** Looks at both sides of a publish and carries it out; asks nobody. */
export class PublishWork {
  constructor(
    private readonly records: PublishRecords,
    private readonly logger: Logger,
  ) {}

  /**
   * Makes the plan, under a progress.
   *
   * @throws UserError with what forbids the publish.
   */
  async prepare(client: ScmClient, request: PublishRequest, siteLabel: string): Promise<PreparedPublish> {
    const title = l10n.t('Comparing {0} with {1}', request.name, siteLabel);
    const prepared = await withProgress(title, (report, signal) => this.look(client, request, signal, report));
    refuse(prepared);
    return prepared;
  }

  /** Makes the plan, whatever speaks against it. */
  async look(
    client: ScmClient,
    request: PublishRequest,
    signal: AbortSignal,
    report: ReportProgress,
  ): Promise<PreparedPublish> {
    const { preparePublish } = await import('../../core/publish/preparePublish');
    // What a publish that was cut off has left is neither the old job nor the new one.
    await this.records.putInOrder(client, request);
    return await preparePublish(client, request, { signal, onProgress: (fraction) => report(fraction) });
  }

  /** Carries out the plan; `report` gets what is being done. */
  async carryOut(
    client: ScmClient,
    prepared: PreparedPublish,
    signal: AbortSignal,
    report: ReportProgress,
  ): Promise<PublishResult> {
    const { publishJob } = await import('../../core/publish/publishJob');
    try {
      const result = await publishJob(client, prepared, {
        store: await this.records.store(),
        signal,
        logger: this.logger,
        onProgress: (step, fraction) => report(fraction, stepText(step, l10n)),
      });
      const { firstLines = [] } = result;
      if (firstLines.length > 0) {
        this.logger.info([`${prepared.request.name} on ${client.host} was started:`, ...firstLines].join('\n'));
      }
      return result;
    } finally {
      await this.records.refresh();
    }
  }
}

/** @throws UserError with everything that forbids the publish. */
export function refuse({ problems }: PreparedPublish): void {
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    throw new UserError('publish-refused', joined(errors.map(({ message }) => message)));
  }
}
