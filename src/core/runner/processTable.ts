import { linuxProcesses } from './linuxProcesses';
import { macProcesses } from './macProcesses';
import { windowsProcesses } from './windowsProcesses';

/** A process as the operating system tells about it. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parentPid: number;
  /**
   * The session it belongs to, or the group where sessions are hidden: the pid of the process that began it; undefined
   * where there are none.
   */
  readonly sessionId: number | undefined;
  /** When it began, in the system's own form: together with the pid it names one process for ever. */
  readonly startedAt: string;
  /** CPU time it has used. */
  readonly cpuMs: number;
}

/** What the engine has to know about processes that it cannot learn from Node. */
export interface ProcessTable {
  /** All processes that are alive (a dead one that nobody has waited for is not). */
  list(): Promise<readonly ProcessEntry[]>;
  /** One of them; undefined when it is not alive. */
  find(pid: number): Promise<ProcessEntry | undefined>;
  /**
   * The processes whose environment holds a {@link markVariable} that begins with `mark`. Empty on systems that do not
   * let one process read the environment of another.
   */
  marked(mark: string): Promise<readonly number[]>;
  /** Looks at single processes, where that is cheap enough to be done all the time: on Linux. */
  readonly inspector?: ProcessInspector;
}

/** Cheap looks at single processes. */
export interface ProcessInspector {
  /** Undefined when the process is not alive. */
  entry(pid: number): ProcessEntry | undefined;
  childrenOf(pid: number): readonly number[];
  /** Whether the process is one of {@link ProcessTable.marked}. */
  isMarked(pid: number, mark: string): boolean;
}

/**
 * The variable by which the engine recognises its own processes, whatever became of their parents. Its value is
 * `{site}:{engine}:{kind}/{job};`, so that a prefix selects the processes of a job, an engine or a site.
 */
export const markVariable = 'LOCAL_WEBJOB_MARK';

export function processTable(platform: NodeJS.Platform = process.platform): ProcessTable {
  if (platform === 'win32') return windowsProcesses();
  return platform === 'darwin' ? macProcesses() : linuxProcesses();
}

/** The processes below `roots` in the tree, the roots included. */
export function withDescendants(entries: readonly ProcessEntry[], roots: Iterable<number>): Set<number> {
  const children = new Map<number, number[]>();
  for (const entry of entries) {
    const siblings = children.get(entry.parentPid);
    if (siblings) siblings.push(entry.pid);
    else children.set(entry.parentPid, [entry.pid]);
  }
  const found = new Set<number>();
  const open = [...roots];
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    if (found.has(pid)) continue;
    found.add(pid);
    open.push(...(children.get(pid) ?? []));
  }
  return found;
}
