import type { JobKey, JobKind } from '../../core/jobs/job';
import type { RemoteInstance, RemoteRun } from '../../core/remote/remoteJob';
import { type Site, siteJobId } from '../sites/site';

/**
 * A row of the tree: a site, the jobs of one kind in it, a job, what lies below a job, or what is said of a site without
 * jobs. The tree hands these to commands.
 */
export type TreeNode = SiteNode | GroupNode | JobNode | JobDetailNode | EmptyNode;

/** A row below a job: one of its runs or instances, a way to see more runs, or words in place of them. */
export type JobDetailNode = RunNode | InstanceNode | MoreNode | NoteNode;

export interface SiteNode {
  readonly type: 'site';
  readonly id: string;
  readonly site: Site;
}

export interface GroupNode {
  readonly type: 'group';
  readonly id: string;
  readonly site: Site;
  readonly kind: JobKind;
}

export interface JobNode {
  readonly type: 'job';
  readonly id: string;
  readonly site: Site;
  readonly key: JobKey;
}

export interface RunNode extends BelowJob {
  readonly type: 'run';
  readonly run: RemoteRun;
}

/** A continuous job on one instance of the site. */
export interface InstanceNode extends BelowJob {
  readonly type: 'instance';
  readonly instance: RemoteInstance;
}

/** Asks for more runs than are shown. */
export interface MoreNode extends BelowJob {
  readonly type: 'more';
  readonly hiddenRuns: number;
}

export interface NoteNode extends BelowJob {
  readonly type: 'note';
  readonly text: string;
}

interface BelowJob {
  readonly id: string;
  readonly site: Site;
  readonly key: JobKey;
}

export interface EmptyNode {
  readonly type: 'empty';
  readonly id: string;
  readonly site: Site;
}

export function isTreeNode(value: unknown): value is TreeNode {
  return typeof value === 'object' && value !== null && 'site' in value && 'type' in value && 'id' in value;
}

/** A job in the form in which the tree hands rows to commands, for buttons that run those. */
export function jobTarget({ site, job }: { readonly site: Site; readonly job: JobKey }): JobNode {
  return { type: 'job', id: jobId(site, job), site, key: { kind: job.kind, name: job.name } };
}

function jobId(site: Site, key: JobKey): string {
  return `site/${siteJobId(site, key)}`;
}

/**
 * Hands out one object for each row, always the same: the editor recognises rows that it is told to redraw by the
 * object, and rows of an earlier window by the id.
 */
export class TreeNodes {
  private readonly nodes = new Map<string, TreeNode>();

  site(site: Site): SiteNode {
    const id = `site/${site.id}`;
    return this.keep<SiteNode>({ type: 'site', id, site });
  }

  group(site: Site, kind: JobKind): GroupNode {
    return this.keep<GroupNode>({ type: 'group', id: `site/${site.id}/${kind}`, site, kind });
  }

  job(site: Site, key: JobKey): JobNode {
    return this.keep<JobNode>(jobTarget({ site, job: key }));
  }

  empty(site: Site): EmptyNode {
    return this.keep<EmptyNode>({ type: 'empty', id: `site/${site.id}/empty`, site });
  }

  /** Forgets the rows of sites that are gone. */
  keepOnly(sites: readonly Site[]): void {
    for (const [id, node] of this.nodes) if (!sites.includes(node.site)) this.nodes.delete(id);
  }

  private keep<T extends TreeNode>(node: T): T {
    const known = this.nodes.get(node.id);
    if (known?.site === node.site) return known as T;
    this.nodes.set(node.id, node);
    return node;
  }
}
