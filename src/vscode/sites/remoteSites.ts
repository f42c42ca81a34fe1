import { l10n } from 'vscode';
import type { Clock } from '../../core/base/clock';
import { type Disposable, DisposableStore } from '../../core/base/disposable';
import { UserError } from '../../core/base/userError';
import type { ScmClient } from '../../core/remote/scmClient';
import type { KnownSite, KnownSites } from './knownSites';
import { RemoteSite } from './remoteSite';
import type { SiteRegistry } from './siteRegistry';

/** Keeps one site in the registry for each that the user has connected to. */
export class RemoteSites implements Disposable {
  private readonly store = new DisposableStore();
  private readonly sites = new Map<string, RemoteSite>();

  constructor(
    private readonly registry: SiteRegistry,
    private readonly known: KnownSites,
    private readonly userAgent: string,
    private readonly clock: Clock,
  ) {
    // Whoever connects to a site wants to see its jobs; those known from before wait until somebody looks.
    this.store.add(known.onDidChange(() => this.update().forEach((site) => void site.refresh())));
    this.update();
  }

  get all(): readonly RemoteSite[] {
    return [...this.sites.values()];
  }

  get(id: string): RemoteSite | undefined {
    return this.sites.get(id);
  }

  async refresh(): Promise<void> {
    await Promise.all(this.all.map((site) => site.refresh()));
  }

  dispose(): void {
    this.store.dispose();
    for (const site of this.all) this.remove(site);
  }

  /** A site whose credentials may have changed is built anew, with a client of its own. Returns the new ones. */
  private update(): RemoteSite[] {
    const added: RemoteSite[] = [];
    const known = this.known.list();
    for (const site of this.all) if (!known.includes(site.known)) this.remove(site);
    for (const each of known) {
      if (this.sites.has(each.id)) continue;
      const site = new RemoteSite(each, (wanted) => this.open(wanted), this.clock);
      this.sites.set(each.id, site);
      this.registry.add(site);
      added.push(site);
    }
    return added;
  }

  private remove(site: RemoteSite): void {
    this.sites.delete(site.id);
    this.registry.remove(site);
    site.dispose();
  }

  private async open(site: KnownSite): Promise<ScmClient> {
    const password = await this.known.password(site);
    if (password === undefined) {
      throw new UserError(
        'password-missing',
        l10n.t('The password for {0} is not stored on this machine. Connect to the site again.', site.label),
      );
    }
    const { ScmClient } = await import('../../core/remote/scmClient');
    const { basicCredential } = await import('../../core/remote/scmCredential');
    return new ScmClient({
      url: site.scmUrl,
      credential: basicCredential(site.user, password),
      userAgent: this.userAgent,
    });
  }
}
