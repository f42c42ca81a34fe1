import { CancellationError, type QuickPickItem, env, l10n, window, workspace } from 'vscode';
import type { Dialogs } from '../dialogs';
import type { KnownSite, KnownSites, SiteConnection } from '../sites/knownSites';
import { withProgress } from '../withProgress';
import { isTreeNode } from '../views/treeNodes';
import { requireTrust } from './runJob';

type Way = 'file' | 'clipboard' | 'address';

/** Connects to sites and forgets them. */
export class ConnectToSite {
  constructor(
    private readonly known: KnownSites,
    private readonly dialogs: Dialogs,
    private readonly userAgent: string,
  ) {}

  /** Asks how, proves that the credentials work, and keeps them in the secret storage. */
  async connect(): Promise<KnownSite> {
    requireTrust();
    const connection = await this.ask(await chooseWay());
    await this.check(connection);
    return await this.known.add(connection);
  }

  /** Forgets a site and its password; nothing on the site changes. */
  async remove(target: unknown): Promise<void> {
    const site = isTreeNode(target)
      ? this.known.list().find(({ id }) => id === target.site.id)
      : await this.chooseSite();
    if (!site) return;
    const isSure = await this.dialogs.confirm({
      message: l10n.t('Forget the site {0} and its password?', site.label),
      detail: l10n.t('Nothing on {0} changes.', new URL(site.scmUrl).host),
      action: l10n.t('Forget Site'),
    });
    if (isSure) await this.known.remove(site);
  }

  private async chooseSite(): Promise<KnownSite> {
    const items = this.known
      .list()
      .map((site) => ({ label: site.label, description: new URL(site.scmUrl).host, site }));
    const picked = await window.showQuickPick(items, { title: l10n.t('Forget which site?') });
    if (!picked) throw new CancellationError();
    return picked.site;
  }

  private async ask(way: Way): Promise<SiteConnection> {
    const { parsePublishProfile } = await import('../../core/remote/publishProfile');
    switch (way) {
      case 'file': {
        const filters = { [l10n.t('Publish profile')]: ['PublishSettings', 'publishsettings', 'xml'], '*': ['*'] };
        const [file] = await this.dialogs.open({ title: l10n.t('Publish profile'), filters });
        if (!file) throw new CancellationError();
        return parsePublishProfile(new TextDecoder().decode(await workspace.fs.readFile(file)));
      }
      case 'clipboard':
        return parsePublishProfile(await env.clipboard.readText());
      case 'address':
        return await askAddress();
    }
  }

  private async check({ siteName, scmUrl, user, password }: SiteConnection): Promise<void> {
    const { ScmClient } = await import('../../core/remote/scmClient');
    const { basicCredential } = await import('../../core/remote/scmCredential');
    const client = new ScmClient({
      url: scmUrl,
      credential: basicCredential(user, password),
      userAgent: this.userAgent,
    });
    await withProgress(l10n.t('Connecting to {0}', siteName), (_report, signal) => client.listJobs({ signal }));
  }
}

async function chooseWay(): Promise<Way> {
  const items: (QuickPickItem & { readonly way: Way })[] = [
    {
      way: 'file',
      label: `$(file) ${l10n.t('Publish Profile File…')}`,
      detail: l10n.t('Downloaded from the app in the Azure portal'),
    },
    {
      way: 'clipboard',
      label: `$(clippy) ${l10n.t('Publish Profile from the Clipboard')}`,
      detail: l10n.t('Its text, copied before'),
    },
    {
      way: 'address',
      label: `$(globe) ${l10n.t('Address, User and Password…')}`,
      detail: l10n.t('Deployment credentials of any SCM site'),
    },
  ];
  const picked = await window.showQuickPick(items, { title: l10n.t('Connect to a site with') });
  if (!picked) throw new CancellationError();
  return picked.way;
}

async function askAddress(): Promise<SiteConnection> {
  const { parseSiteUrl } = await import('../../core/remote/siteUrl');
  const invalid = (text: string): string | undefined => {
    try {
      parseSiteUrl(text);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  const ask = async (
    title: string,
    options: { readonly placeHolder?: string; readonly password?: boolean },
    step: number,
  ) => {
    const validateInput = step === 1 ? invalid : undefined;
    const text = await window.showInputBox({
      title: `${title} (${step}/3)`,
      ignoreFocusOut: true,
      ...options,
      ...(validateInput ? { validateInput } : {}),
    });
    if (text === undefined || text === '') throw new CancellationError();
    return text;
  };
  const placeHolder = 'https://name.scm.azurewebsites.net';
  const url = parseSiteUrl(await ask(l10n.t('Address of the SCM site'), { placeHolder }, 1));
  const user = await ask(l10n.t('User'), { placeHolder: '$name' }, 2);
  const password = await ask(l10n.t('Password'), { password: true }, 3);
  return { siteName: nameOf(url), scmUrl: url.origin, user, password };
}

/** The app's name is the first label of a host name; an address of numbers has none. */
function nameOf(url: URL): string {
  const isName = /^[a-z][\w-]*\./i.test(url.hostname);
  return isName ? (url.hostname.split('.')[0] ?? url.host) : url.host;
}
