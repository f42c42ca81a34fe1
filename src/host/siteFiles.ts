import { join } from 'node:path';
import type { SiteSpec, SitePaths } from '../core/runner/sitePaths';
import { containedPath } from './pathContainment';

/** A folder of this machine that appears in the site's tree. */
interface Mount {
  /** Where in the site's tree. */
  readonly at: readonly string[];
  readonly folder: string;
  /** False for the user's own sources: the site's API never writes there. */
  readonly isWritable: boolean;
}

/** What a path of the site's tree stands for. */
export type SiteLocation =
  | {
      readonly kind: 'real';
      /** The folder of this machine that the path must stay in. */
      readonly root: string;
      readonly segments: readonly string[];
      readonly isWritable: boolean;
    }
  /** A folder that exists in the tree only, above the real ones. */
  | { readonly kind: 'virtual'; readonly children: readonly string[] }
  | { readonly kind: 'missing' };

/**
 * The site's tree as VFS and zip show it. A local site is one folder; a workspace's tree is put together: `data` and
 * `LogFiles` of its state folder, and the user's jobs, read-only, where the service has them.
 */
export class SiteFiles {
  private readonly mounts: readonly Mount[];

  /** @param runsFromPackage whether `wwwroot` is read-only at this moment. */
  constructor(
    spec: SiteSpec,
    paths: SitePaths,
    private readonly runsFromPackage: () => boolean,
  ) {
    const state: Mount[] = [
      { at: ['data'], folder: paths.dataFolder, isWritable: true },
      { at: ['LogFiles'], folder: join(paths.home, 'LogFiles'), isWritable: true },
    ];
    const jobs = ['site', 'wwwroot', 'App_Data', 'jobs'];
    switch (spec.type) {
      case 'home':
        this.mounts = [{ at: [], folder: paths.home, isWritable: true }];
        break;
      case 'folder':
        this.mounts = [...state, { at: jobs, folder: spec.jobsRoot, isWritable: false }];
        break;
      case 'job':
        this.mounts = [...state, { at: [...jobs, spec.kind, spec.name], folder: spec.folder, isWritable: false }];
        break;
    }
  }

  /** The folders of this machine that the tree is made of. */
  get roots(): readonly string[] {
    return this.mounts.map((mount) => mount.folder);
  }

  locate(segments: readonly string[]): SiteLocation {
    const mount = this.mounts.find(({ at }) => startsWith(segments, at));
    if (mount) {
      const { folder: root } = mount;
      const isWritable = mount.isWritable && !(isInWebRoot(segments) && this.runsFromPackage());
      return { kind: 'real', root, isWritable, segments: segments.slice(mount.at.length) };
    }
    const children = this.mounts
      .filter(({ at }) => startsWith(at, segments))
      .map(({ at }) => at[segments.length] ?? '');
    return children.length === 0 ? { kind: 'missing' } : { kind: 'virtual', children: [...new Set(children)] };
  }

  /** The path on this machine of a real location, proven to lie inside the site. See {@link containedPath}. */
  pathOf(location: SiteLocation & { kind: 'real' }, options?: { readonly followLast: boolean }): Promise<string> {
    return containedPath(location.root, location.segments, options);
  }
}

/** Without regard to case, as the file system may be. */
function isInWebRoot([first = '', second = '']: readonly string[]): boolean {
  return first.toLowerCase() === 'site' && second.toLowerCase() === 'wwwroot';
}

function startsWith(whole: readonly string[], start: readonly string[]): boolean {
  return start.every((segment, index) => whole[index] === segment);
}
