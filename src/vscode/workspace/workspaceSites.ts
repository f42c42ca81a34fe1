import { basename, relative, sep } from 'node:path';
import { RelativePattern, type Uri, type WorkspaceFolder, workspace } from 'vscode';
import type { Clock } from '../../core/base/clock';
import { type Disposable, DisposableStore, MutableDisposable } from '../../core/base/disposable';
import type { Logger } from '../../core/base/logger';
import { type DiscoveredJob, discoverJobs, jobsOfRoot } from '../../core/jobs/discoverJobs';
import type { JobSnapshot } from '../../core/runner/jobSnapshot';
import { folderSnapshot } from '../sites/folderSnapshot';
import type { HostSite } from '../sites/hostSite';
import type { SiteRegistry } from '../sites/siteRegistry';
import { type FileEvent, effectOf } from './jobFolderEvents';
import type { Settings } from './settings';

/** A jobs root of the workspace. */
export interface WorkspaceRoot {
  readonly jobsRoot: string;
  readonly label: string;
  /** Relative to the workspace folder, with `/`. */
  readonly location: string;
}

/** Events that arrive within this time are answered by one look at the disk. */
const settleMs = 300;

/** Keeps one site in the registry for each jobs root of the workspace, and its jobs up to date (product J1). */
export class WorkspaceSites implements Disposable {
  private readonly store = new DisposableStore();
  private readonly watchers = this.store.add(new MutableDisposable<DisposableStore>());
  private readonly timer = this.store.add(new MutableDisposable());
  private readonly sites = new Map<string, HostSite>();
  private readonly stale = new Set<string>();
  private isEverythingStale = false;
  private reading: Promise<void> = Promise.resolve();

  constructor(
    private readonly registry: SiteRegistry,
    private readonly settings: Settings,
    private readonly createSite: (root: WorkspaceRoot) => HostSite,
    /** The jobs of a site have been read from the disk. */
    private readonly onRead: (site: HostSite) => void,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    this.store.add(workspace.onDidChangeWorkspaceFolders(() => this.onFoldersChanged()));
    this.store.add(
      settings.onDidChange((key) => {
        if (key === 'webjobs.jobFolders') this.readSoon();
      }),
    );
    this.watch();
  }

  get all(): readonly HostSite[] {
    return [...this.sites.values()];
  }

  /** Resolves once every read that was asked for is over; never rejected. */
  get read(): Promise<void> {
    return this.reading;
  }

  /** Reads the workspace; reads that were asked for at the same time follow one another. */
  refresh(): Promise<void> {
    this.isEverythingStale = true;
    this.reading = this.reading.then(() => this.readStale());
    return this.reading;
  }

  dispose(): void {
    this.store.dispose();
    for (const site of this.sites.values()) {
      this.registry.remove(site);
      site.dispose();
    }
    this.sites.clear();
  }

  private async readStale(): Promise<void> {
    const roots = [...this.stale];
    const isEverything = this.isEverythingStale;
    this.stale.clear();
    this.isEverythingStale = false;
    try {
      if (isEverything) await this.readEverything();
      else await Promise.all(roots.map((root) => this.readRoot(root)));
    } catch (error) {
      this.logger.error('The jobs of the workspace could not be read', error);
    }
  }

  private async readEverything(): Promise<void> {
    const found = await Promise.all(diskFolders().map((folder) => this.discover(folder)));
    const roots = new Map<string, { readonly root: WorkspaceRoot; readonly jobs: DiscoveredJob[] }>();
    for (const { folder, jobs } of found) {
      for (const job of jobs) {
        const entry = roots.get(job.jobsRoot) ?? { root: describeRoot(job.jobsRoot, folder), jobs: [] };
        if (!entry.jobs.some((other) => other.path === job.path)) entry.jobs.push(job);
        roots.set(job.jobsRoot, entry);
      }
    }
    for (const [jobsRoot, site] of this.sites) {
      if (roots.has(jobsRoot)) continue;
      this.sites.delete(jobsRoot);
      this.registry.remove(site);
      site.dispose();
    }
    for (const { root, jobs } of roots.values()) {
      const snapshots = await Promise.all(jobs.map(folderSnapshot));
      const known = this.sites.get(root.jobsRoot);
      known?.setFolders(snapshots);
      this.onRead(known ?? this.addSite(root, snapshots));
    }
  }

  /** Only the jobs of one root: the rest of the workspace is not walked again for a saved file. */
  private async readRoot(jobsRoot: string): Promise<void> {
    const jobs = await jobsOfRoot(jobsRoot);
    if (jobs.length === 0) await this.readEverything();
    else {
      const site = this.sites.get(jobsRoot);
      site?.setFolders(await Promise.all(jobs.map(folderSnapshot)));
      if (site) this.onRead(site);
    }
  }

  /** A site is shown with its jobs at once: a tree that is drawn twice in a moment may keep what it drew first. */
  private addSite(root: WorkspaceRoot, jobs: readonly JobSnapshot[]): HostSite {
    const site = this.createSite(root);
    site.setFolders(jobs);
    this.sites.set(root.jobsRoot, site);
    this.registry.add(site, (other) => other.kind !== 'workspace');
    void site.connectIfRunning();
    return site;
  }

  private async discover(
    folder: WorkspaceFolder,
  ): Promise<{ folder: WorkspaceFolder; jobs: readonly DiscoveredJob[] }> {
    const { jobs, warnings } = await discoverJobs(folder.uri.fsPath, {
      extraFolders: this.settings.jobFoldersOf(folder.uri),
      isExcluded: await this.settings.excludesOf(folder.uri),
    });
    for (const warning of warnings) this.logger.warn(warning.message);
    return { folder, jobs };
  }

  private onFoldersChanged(): void {
    this.watch();
    this.readSoon();
  }

  private watch(): void {
    const store = new DisposableStore();
    for (const folder of diskFolders()) {
      const watcher = store.add(workspace.createFileSystemWatcher(new RelativePattern(folder, '**')));
      const listen = (type: FileEvent['type']) => (uri: Uri) => this.onFileEvent({ type, path: uri.fsPath }, folder);
      store.add(watcher.onDidCreate(listen('created')));
      store.add(watcher.onDidChange(listen('changed')));
      store.add(watcher.onDidDelete(listen('deleted')));
    }
    this.watchers.value = store;
  }

  private onFileEvent(event: FileEvent, folder: WorkspaceFolder): void {
    const effect = effectOf(event, [...this.sites.keys()]);
    if (effect.read === 'nothing') return;
    // A folder opened inside a jobs root shows that root in part, which only the search knows how to do.
    if (effect.read === 'root' && !folder.uri.fsPath.startsWith(effect.root + sep)) this.stale.add(effect.root);
    else this.isEverythingStale = true;
    this.timer.value = this.clock.after(settleMs, () => {
      this.reading = this.reading.then(() => this.readStale());
    });
  }

  private readSoon(): void {
    void this.refresh();
  }
}

/** Jobs run from files on the disk; folders of a virtual workspace have none. */
function diskFolders(): readonly WorkspaceFolder[] {
  return (workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === 'file');
}

function describeRoot(jobsRoot: string, folder: WorkspaceFolder): WorkspaceRoot {
  const path = relative(folder.uri.fsPath, jobsRoot);
  const isBelow = path !== '' && !path.startsWith('..');
  return { jobsRoot, label: folder.name, location: isBelow ? path.split(sep).join('/') : basename(jobsRoot) };
}
