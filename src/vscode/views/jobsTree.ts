import { EventEmitter, type TreeDataProvider, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { MarkdownString, ThemeColor, ThemeIcon, env, l10n } from 'vscode';
import type { Clock } from '../../core/base/clock';
import { type Disposable, DisposableStore, MutableDisposable } from '../../core/base/disposable';
import type { JobKey, JobKind } from '../../core/jobs/job';
import type { PublishMarks } from '../publish/publishMarks';
import type { JobSnapshot } from '../../core/runner/jobSnapshot';
import { type Site, type SiteJobKey, findJob } from '../sites/site';
import type { RegistryChange, SiteRegistry } from '../sites/siteRegistry';
import { commandIds } from '../commands/commandIds';
import { type JobItemContext, type RowItem, jobItem, jobTooltip } from './jobItem';
import { type DetailContext, jobDetailItem, runTooltip } from './jobDetailItem';
import { type JobDetails, hasDetails } from './jobDetails';
import type { DismissedEnds } from './dismissedEnds';
import type { ScheduleWords } from './scheduleWords';
import { emptyItem, groupItem, siteItem } from './siteItem';
import { type JobDetailNode, type JobNode, type TreeNode, TreeNodes } from './treeNodes';

const kindOrder: readonly JobKind[] = ['continuous', 'triggered'];

/** Changes that arrive within this time are drawn together, so that a burst of events costs one redraw. */
const redrawDelayMs = 80;

/** The tree of all sites and their jobs. */
export class JobsTree implements TreeDataProvider<TreeNode>, Disposable {
  private readonly store = new DisposableStore();
  private readonly didChange = this.store.add(new EventEmitter<TreeNode[] | undefined>());
  private readonly redraw = this.store.add(new MutableDisposable());
  private readonly nodes = new TreeNodes();
  /** What was drawn of each site above its jobs. */
  private readonly structures = new WeakMap<Site, string>();
  private dirty = new Set<TreeNode>();
  private isAllDirty = false;
  /** Nobody has to be told of changes to what nobody has asked for. */
  private isShown = false;

  readonly onDidChangeTreeData = this.didChange.event;

  constructor(
    private readonly registry: SiteRegistry,
    private readonly scheduleWords: ScheduleWords,
    private readonly marks: PublishMarks,
    private readonly details: JobDetails,
    private readonly dismissedEnds: DismissedEnds,
    private readonly clock: Clock,
  ) {
    this.store.add(registry.onDidChange((change) => this.onChange(change)));
    this.store.add(marks.onDidChange((rows) => this.onMarks(rows)));
    this.store.add(dismissedEnds.onDidChange(({ site, key }) => this.redrawSoon(this.nodes.job(site, key))));
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node === undefined) return this.roots();
    switch (node.type) {
      case 'site': {
        if (node.site.jobs.length === 0) return [this.nodes.empty(node.site)];
        const kinds = kindOrder.filter((kind) => node.site.jobs.some((job) => job.kind === kind));
        return kinds.map((kind) => this.nodes.group(node.site, kind));
      }
      case 'group': {
        const jobs = node.site.jobs.filter((job) => job.kind === node.kind);
        await this.scheduleWords.prepare(jobs.map((job) => job.schedule));
        return jobs.map((job) => this.nodes.job(node.site, job));
      }
      case 'job':
        return await this.details.of(node);
      default:
        return [];
    }
  }

  async getTreeItem(node: TreeNode): Promise<TreeItem> {
    switch (node.type) {
      case 'site':
        return toTreeItem(node.id, siteItem(node.site, l10n), TreeItemCollapsibleState.Expanded);
      case 'group':
        return toTreeItem(node.id, groupItem(node.site, node.kind, l10n), TreeItemCollapsibleState.Expanded);
      case 'job':
        return this.jobTreeItem(node);
      case 'empty':
        return toTreeItem(node.id, emptyItem(node.site, l10n), TreeItemCollapsibleState.None);
      default:
        return this.detailTreeItem(node);
    }
  }

  /** Shows more runs of a job. */
  showMore({ site, key }: { readonly site: Site; readonly key: JobKey }): void {
    const node = this.nodes.job(site, key);
    this.details.showMore(node.id);
    this.didChange.fire([node]);
  }

  /** Brings the ages of processes up to date. */
  redrawRunning(): void {
    for (const { site, job } of this.registry.jobs) {
      if (job.process !== null) this.redrawSoon(this.nodes.job(site, job));
    }
  }

  resolveTreeItem(item: TreeItem, node: TreeNode): TreeItem {
    if (node.type !== 'job') return item;
    const job = findJob(node.site, node.key);
    if (job) item.tooltip = new MarkdownString(jobTooltip(job, this.context(node, job)));
    return item;
  }

  getParent(node: TreeNode): TreeNode | undefined {
    switch (node.type) {
      case 'site':
        return undefined;
      case 'group':
      case 'empty':
        return this.nodes.site(node.site);
      case 'job':
        return this.nodes.group(node.site, node.key.kind);
      default:
        return this.nodes.job(node.site, node.key);
    }
  }

  dispose(): void {
    this.store.dispose();
  }

  private roots(): TreeNode[] {
    const { sites } = this.registry;
    if (!this.isShown) this.isAllDirty = false;
    this.isShown = true;
    for (const site of sites) this.structures.set(site, structureOf(site));
    return rootSites(sites).map((site) => this.nodes.site(site));
  }

  private async jobTreeItem(node: JobNode): Promise<TreeItem> {
    const job = findJob(node.site, node.key);
    // The row is drawn once more between the job's end and the redraw of its group.
    if (!job) return new TreeItem(node.key.name);
    await this.scheduleWords.prepare([job.schedule]);
    const item = toTreeItem(
      node.id,
      jobItem(job, this.context(node, job)),
      hasDetails(node.site) ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None,
    );
    if (job.folder !== '')
      item.command = { command: commandIds.openScript, title: l10n.t('Open Script'), arguments: [node] };
    return item;
  }

  private detailTreeItem(node: JobDetailNode): TreeItem {
    const context: DetailContext = { now: new Date(this.clock.now()), locale: env.language, l10n };
    const item = toTreeItem(node.id, jobDetailItem(node, context), TreeItemCollapsibleState.None);
    if (node.type === 'run') {
      item.tooltip = runTooltip(node.run, context);
      item.command = { command: commandIds.openRunOutput, title: l10n.t('Open Output'), arguments: [node] };
    } else if (node.type === 'more') {
      item.command = { command: commandIds.showMoreRuns, title: l10n.t('Show More'), arguments: [node] };
    }
    return item;
  }

  private context({ site, key }: JobNode, job: JobSnapshot): JobItemContext {
    return {
      publishMark: this.marks.of(site, key),
      siteKind: site.kind,
      schedulesEnabled: site.schedulesEnabled,
      scheduleWords: this.scheduleWords.get(job.schedule),
      isEndDismissed: this.dismissedEnds.isDismissed(site, job),
      now: new Date(this.clock.now()),
      locale: env.language,
      l10n,
    };
  }

  private onChange(change: RegistryChange): void {
    if (change.site === undefined) {
      this.nodes.keepOnly(this.registry.sites);
      this.isAllDirty = true;
    } else if (change.change.type === 'job') this.dirty.add(this.nodes.job(change.site, change.change.job));
    else this.onSite(change.site);
    this.flushSoon();
  }

  /**
   * While rows above a row are drawn anew, the editor does not know what the row stands for, and a command that is run
   * on it learns nothing. So the rows of jobs are drawn by themselves as long as those above stay the same.
   */
  private onSite(site: Site): void {
    const structure = structureOf(site);
    if (this.structures.get(site) === structure) for (const job of site.jobs) this.dirty.add(this.nodes.job(site, job));
    // A site's row is there only while it has something to show, so its change can change the roots.
    else this.isAllDirty = true;
    this.structures.set(site, structure);
  }

  private onMarks(rows: readonly SiteJobKey[]): void {
    for (const { site, key } of rows) this.dirty.add(this.nodes.job(site, key));
    this.flushSoon();
  }

  private redrawSoon(node: TreeNode): void {
    this.dirty.add(node);
    this.flushSoon();
  }

  private flushSoon(): void {
    if (!this.isShown) return;
    this.redraw.value ??= this.clock.after(redrawDelayMs, () => this.flush());
  }

  private flush(): void {
    this.redraw.value = undefined;
    const dirty = this.isAllDirty ? undefined : [...this.dirty];
    this.dirty = new Set();
    this.isAllDirty = false;
    if (dirty?.length !== 0) this.didChange.fire(dirty);
  }
}

/** Everything that the rows of a site and its groups show, and which jobs are below them. */
function structureOf(site: Site): string {
  const jobs = site.jobs.map((job) => `${job.kind}/${job.name}`);
  const { label, description, contextValue } = siteItem(site, l10n);
  return JSON.stringify([label, description, contextValue, hasDetails(site), jobs]);
}

/** Without any job the view is empty, so that its welcome text tells how to begin. */
export function rootSites(sites: readonly Site[]): readonly Site[] {
  const isEmpty = sites.every((site) => site.jobs.length === 0 && site.kind !== 'remote' && site.state.kind === 'idle');
  return isEmpty ? [] : sites;
}

function toTreeItem(id: string, item: RowItem, state: TreeItemCollapsibleState): TreeItem {
  const treeItem = new TreeItem(item.label, state);
  treeItem.id = id;
  treeItem.description = item.description;
  if (item.icon) {
    treeItem.iconPath = new ThemeIcon(item.icon.id, item.icon.color ? new ThemeColor(item.icon.color) : undefined);
  }
  treeItem.contextValue = item.contextValue;
  treeItem.accessibilityInformation = { label: item.accessibilityLabel };
  return treeItem;
}
