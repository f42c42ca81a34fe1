import { mkdir } from 'node:fs/promises';
import { Uri, commands, env, l10n } from 'vscode';
import { UserError } from '../../core/base/userError';
import type { HostSite } from '../sites/hostSite';
import type { Dialogs } from '../dialogs';
import type { Notifier } from '../notifier';
import { isAlive } from '../views/jobState';
import { isTreeNode } from '../views/treeNodes';
import { requireTrust } from './runJob';

/** Starts, stops and shows the site that this machine serves. */
export class LocalSiteCommands {
  constructor(
    private readonly site: HostSite,
    private readonly home: string,
    private readonly dialogs: Dialogs,
    private readonly notifier: Notifier,
  ) {}

  async start(): Promise<void> {
    requireTrust();
    await this.site.connect();
  }

  /** Asks first when jobs would stop with it. */
  async stop(): Promise<void> {
    const alive = this.site.jobs.filter(isAlive);
    if (alive.length > 0) {
      const names = alive.map((job) => job.name).join(', ');
      const isSure = await this.dialogs.confirm({
        message: l10n.t('Stop the local site and its running jobs?'),
        detail: l10n.t('Running: {0}', names),
        action: l10n.t('Stop Local Site'),
      });
      if (!isSure) return;
    }
    await this.site.disconnect();
  }

  /** Copies the address at which any Kudu client reaches a site, this one without another target; it holds no credentials. */
  async copyScmUrl(target: unknown): Promise<void> {
    const { state } = isTreeNode(target) ? target.site : this.site;
    if (state.kind !== 'connected') {
      throw new UserError(
        'site-not-connected',
        l10n.t('The site is not running. Start it first: the address of the local site changes with every start.'),
      );
    }
    await env.clipboard.writeText(state.url);
    this.notifier.info(l10n.t('Copied {0}', state.url));
  }

  async revealFolder(): Promise<void> {
    await mkdir(this.home, { recursive: true });
    await commands.executeCommand('revealFileInOS', Uri.file(this.home));
  }
}
