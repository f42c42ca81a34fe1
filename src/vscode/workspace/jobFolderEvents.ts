import { basename, relative, sep } from 'node:path';

/** What happened to a file or folder of the workspace. */
export interface FileEvent {
  readonly type: 'created' | 'changed' | 'deleted';
  /** Absolute path. */
  readonly path: string;
}

/** What such an event means for the list of jobs: nothing, one jobs root is to be read again, or everything. */
export type FileEventEffect =
  { readonly read: 'nothing' | 'everything' } | { readonly read: 'root'; readonly root: string };

/**
 * Decides cheaply, without touching the disk: a busy workspace sends many events and few concern jobs. A folder that is
 * moved in or out sends one event, for itself, so that names above the job folders count too.
 */
export function effectOf(event: FileEvent, jobsRoots: readonly string[]): FileEventEffect {
  const segments = event.path.split(sep);
  if (segments.some((name) => name === 'node_modules' || name === '.git')) return { read: 'nothing' };
  const root = jobsRoots.find((each) => event.path.startsWith(each + sep));
  if (event.type === 'changed') {
    // Other contents decide nothing that is shown.
    return root !== undefined && basename(event.path) === 'settings.job' ? { read: 'root', root } : { read: 'nothing' };
  }
  if (root !== undefined)
    return canMatter(relative(root, event.path).split(sep)) ? { read: 'root', root } : { read: 'nothing' };
  const holdsRoot = jobsRoots.some((each) => each === event.path || each.startsWith(event.path + sep));
  if (holdsRoot) return { read: 'everything' };
  const isOnTheWay =
    segments.some((name) => /^(continuous|triggered)$/i.test(name)) ||
    /^(app_data|jobs|site)$/i.test(basename(event.path));
  return { read: event.type === 'created' && isOnTheWay ? 'everything' : 'nothing' };
}

/** Below `kind/job/` a script can lie in a lone subfolder at any depth, but hardly deeper than this. */
const deepestScript = 5;

function canMatter(segmentsBelowRoot: readonly string[]): boolean {
  return segmentsBelowRoot.length <= deepestScript;
}
