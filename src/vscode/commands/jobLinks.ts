import { Uri, env, l10n } from 'vscode';
import { UserError } from '../../core/base/userError';
import type { JobKey } from '../../core/jobs/job';
import type { Notifier } from '../notifier';
import { RemoteSite } from '../sites/remoteSite';
import type { Site } from '../sites/site';
import { isTreeNode } from '../views/treeNodes';
import { curlCommand, webHookUrl } from './jobRequests';
import type { JobPicker } from './jobPicker';

/** Hands out addresses of jobs; none of them holds a password. */
export class JobLinks {
  constructor(
    private readonly picker: JobPicker,
    private readonly notifier: Notifier,
    private readonly chooseSite: () => Promise<Site>,
  ) {}

  async copyWebHookUrl(target: unknown): Promise<void> {
    const { site, key } = await this.job(target, l10n.t('Copy the web hook URL of which job?'), 'triggered');
    const url = webHookUrl(addressOf(site), key);
    await env.clipboard.writeText(url);
    this.notifier.info(l10n.t('Copied {0}. Whoever calls it signs in with the deployment credentials.', url));
  }

  /** The line that runs or starts the job, with a placeholder where the password belongs. */
  async copyAsCurl(target: unknown): Promise<void> {
    const { site, key } = await this.job(target, l10n.t('Copy the curl line of which job?'));
    const user = site instanceof RemoteSite ? site.known.user : undefined;
    await env.clipboard.writeText(curlCommand(addressOf(site), key, user));
    this.notifier.info(l10n.t('Copied the line that starts {0}. Set $PASSWORD before you run it.', key.name));
  }

  /** Opens the SCM site, which asks for its own sign-in. */
  async openInBrowser(target: unknown): Promise<void> {
    const site = isTreeNode(target) ? target.site : await this.chooseSite();
    await env.openExternal(Uri.parse(addressOf(site)));
  }

  private async job(
    target: unknown,
    title: string,
    kind?: JobKey['kind'],
  ): Promise<{ readonly site: Site; readonly key: JobKey }> {
    const { site, job } = await this.picker.resolve(target, {
      title,
      accepts: ({ site, job }) => (kind ?? job.kind) === job.kind && site.kind !== 'workspace',
      refusal: ({ job }) => l10n.t('{0} lies in the workspace: publish it to a site first.', job.name),
      none: l10n.t('There is no such job on a connected site. Connect to a site, or start the local one.'),
    });
    return { site, key: job };
  }
}

function addressOf({ state, label }: Site): string {
  if (state.kind === 'connected') return state.url;
  throw new UserError('site-not-connected', l10n.t('{0} is not connected. Start it or refresh the view first.', label));
}
