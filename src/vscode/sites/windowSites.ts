import { join } from 'node:path';
import { type Memento, type SecretStorage, l10n, workspace } from 'vscode';
import type { Clock } from '../../core/base/clock';
import { type Disposable, DisposableStore } from '../../core/base/disposable';
import type { Logger } from '../../core/base/logger';
import { WorkspaceSchedules } from '../commands/schedules';
import type { Notifier } from '../notifier';
import type { Settings } from '../workspace/settings';
import { WorkspaceSites } from '../workspace/workspaceSites';
import { HostArrivals } from './hostArrivals';
import type { HostSite } from './hostSite';
import { KnownSites } from './knownSites';
import { LocalSites } from './localSites';
import { RemoteSites } from './remoteSites';
import { SiteRegistry } from './siteRegistry';

/** What the sites of a window are made from. */
export interface WindowSitesOptions {
  readonly settings: Settings;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Tells hosts and sites who is asking. */
  readonly userAgent: string;
  /** Path of the bundle `host.js`. */
  readonly hostProgram: string;
  /** A folder for what belongs to the user. */
  readonly storageFolder: string;
  readonly workspaceMemory: Memento;
  readonly userMemory: Memento;
  readonly secrets: SecretStorage;
}

/** Every site that a window knows: those of the workspace, the local one, and the ones the user has connected to. */
export class WindowSites implements Disposable {
  private readonly store = new DisposableStore();
  readonly registry: SiteRegistry;
  readonly workspaceSites: WorkspaceSites;
  readonly schedules: WorkspaceSchedules;
  readonly localSite: HostSite;
  readonly localSiteHome: string;
  readonly knownSites: KnownSites;
  readonly remoteSites: RemoteSites;

  constructor(options: WindowSitesOptions) {
    const { settings, clock, logger, userAgent, hostProgram } = options;
    const interpreters = () => settings.interpreters;
    const makers = new LocalSites({ hostProgram, userAgent, interpreters, logger }, options.notifier);
    this.registry = this.store.add(new SiteRegistry(() => this.workspaceSites.refresh()));
    this.localSiteHome = homeOf(options);
    this.localSite = this.store.add(makers.localSite(this.localSiteHome));
    this.registry.add(this.localSite);
    const schedules = new WorkspaceSchedules(options.workspaceMemory, () => this.workspaceSites.all, logger);
    this.schedules = schedules;
    this.workspaceSites = this.store.add(
      new WorkspaceSites(
        this.registry,
        settings,
        (root) => makers.workspaceSite(root, schedules.isEnabled),
        (site) => schedules.resume(site),
        clock,
        logger,
      ),
    );
    this.knownSites = this.store.add(new KnownSites(options.userMemory, options.secrets));
    this.remoteSites = this.store.add(new RemoteSites(this.registry, this.knownSites, userAgent, clock));
    this.store.add(new HostArrivals(() => [this.localSite, ...this.workspaceSites.all], clock, logger));
    this.store.add(
      settings.onDidChange((key) => {
        if (key === 'webjobs.localSite.home') this.offerReload(options);
      }),
    );
    this.store.add(workspace.onDidGrantWorkspaceTrust(() => schedules.resumeAll()));
  }

  /** Reads the job folders, and joins hosts that run already; starts nothing that was not switched on before. */
  async begin(): Promise<void> {
    await Promise.all([this.workspaceSites.refresh(), this.localSite.refresh(), this.localSite.connectIfRunning()]);
  }

  dispose(): void {
    this.store.dispose();
  }

  /** Everything that knows the local site knows it by its folder, until the window is loaded again. */
  private offerReload(options: WindowSitesOptions): void {
    const home = homeOf(options);
    if (home === this.localSiteHome) return;
    const title = l10n.t('Reload Window');
    const message = l10n.t('The local site lies in {0} once this window is loaded again.', home);
    options.notifier.info(message, { title, command: 'workbench.action.reloadWindow' });
  }
}

function homeOf({ settings, storageFolder }: WindowSitesOptions): string {
  return settings.localSiteHome ?? join(storageFolder, 'localSite');
}
