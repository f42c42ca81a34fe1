import { Uri } from 'vscode';
import { type Disposable, DisposableStore } from '../../core/base/disposable';
import type { PublishRecords } from '../publish/publishRecords';
import type { Site } from '../sites/site';
import type { SiteRegistry } from '../sites/siteRegistry';
import type { ContextKeys } from '../workspace/contextKeys';
import type { Settings } from '../workspace/settings';
import { isAlive } from './jobState';

/** Keeps the `when` keys in step with the sites, so that commands hide where they cannot work. */
export class SiteContext implements Disposable {
  private readonly store = new DisposableStore();

  constructor(
    private readonly registry: SiteRegistry,
    private readonly publishRecords: PublishRecords,
    private readonly settings: Settings,
    private readonly keys: ContextKeys,
  ) {
    this.store.add(registry.onDidChange(() => this.update()));
    this.store.add(publishRecords.onDidChange(() => this.update()));
    this.store.add(settings.onDidChangeLaunch(() => this.update()));
    this.update();
  }

  dispose(): void {
    this.store.dispose();
  }

  private update(): void {
    const { sites, jobs } = this.registry;
    const workspaceSites = sites.filter((site) => site.kind === 'workspace');
    this.keys.set('webjobs.hasJobs', jobs.length > 0);
    this.keys.set(
      'webjobs.hasRunningJobs',
      jobs.some(({ job }) => isAlive(job)),
    );
    this.keys.set(
      'webjobs.hasWorkspaceJobs',
      workspaceSites.some((site) => site.jobs.length > 0),
    );
    this.keys.set(
      'webjobs.hasRunningWorkspaceJobs',
      workspaceSites.some((site) => site.jobs.some(isAlive)),
    );
    const folders = workspaceSites.flatMap((site) => site.jobs.map((job) => Uri.file(job.folder).fsPath));
    this.keys.set('webjobs.jobFolders', folders);
    this.keys.set(
      'webjobs.schedulesEnabled',
      workspaceSites.some((site) => site.schedulesEnabled),
    );
    this.keys.set(
      'webjobs.hasSites',
      sites.some((site) => site.kind === 'remote'),
    );
    this.keys.set('webjobs.hasUndoablePublish', this.publishRecords.all('undoable').length > 0);
    this.keys.set('webjobs.hasCutOffPublish', this.publishRecords.all('cutOff').length > 0);
    this.keys.set('webjobs.localSite', localSiteState(sites.find((site) => site.kind === 'localSite')));
    this.keys.set('webjobs.hasLaunchConfigurations', this.settings.hasLaunchConfigurations);
  }
}

function localSiteState(site: Site | undefined): 'stopped' | 'starting' | 'started' {
  switch (site?.state.kind) {
    case undefined:
    case 'idle':
    case 'failed':
      return 'stopped';
    case 'connecting':
      return 'starting';
    case 'connected':
      return 'started';
  }
}
