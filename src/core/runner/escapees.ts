import type { ProcessInspector } from './processTable';
import type { ProcessIdentity } from './terminate';

/** How often is looked for processes that escape, in milliseconds. */
const lookMs = 1_000;

export interface EscapeesOptions {
  readonly inspector: ProcessInspector;
  /** A process was found, or one that was found has ended. */
  readonly onFound: (process: ProcessIdentity) => void;
  readonly onGone: (process: ProcessIdentity) => void;
}

/** A job's first process with its mark. */
export interface WatchedRoot extends ProcessIdentity {
  readonly mark: string;
}

/**
 * Knows the descendants of jobs that would be lost with their parents: those that cleared their environment, and with it
 * the mark, and began a session of their own (`env -i setsid daemon &`). Nothing but the tree tells that they belong to a
 * job, and only while their parents live; so it is looked at now and then.
 */
export class Escapees {
  private readonly roots = new Set<WatchedRoot>();
  private readonly found = new Map<number, WatchedRoot>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: EscapeesOptions) {}

  /** Watches the descendants of a process. */
  add(root: WatchedRoot): void {
    this.roots.add(root);
    this.timer ??= setInterval(() => this.look(), lookMs).unref();
  }

  /** The process has ended; what escaped from it stays known. */
  remove(root: WatchedRoot): void {
    this.roots.delete(root);
  }

  /** What escaped from a job and may be alive. */
  ofMark(mark: string): readonly ProcessIdentity[] {
    return [...this.found.values()].filter((process) => process.mark === mark);
  }

  dispose(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private look(): void {
    const { inspector, onFound, onGone } = this.options;
    for (const process of this.found.values()) {
      if (inspector.entry(process.pid)?.startedAt === process.startedAt) continue;
      this.found.delete(process.pid);
      onGone(process);
    }
    for (const root of [...this.roots, ...this.found.values()]) {
      for (const process of this.escapeesBelow(root)) {
        this.found.set(process.pid, process);
        onFound(process);
      }
    }
    if (this.roots.size === 0 && this.found.size === 0) this.dispose();
  }

  /** New ones only. Their own descendants come with the next look. */
  private *escapeesBelow(root: WatchedRoot): Iterable<WatchedRoot> {
    const { inspector } = this.options;
    const open = [...inspector.childrenOf(root.pid)];
    for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
      if (this.found.has(pid)) continue;
      const entry = inspector.entry(pid);
      if (!entry) continue;
      if (entry.sessionId === root.pid || inspector.isMarked(pid, root.mark)) open.push(...inspector.childrenOf(pid));
      else yield { pid, startedAt: entry.startedAt, mark: root.mark };
    }
  }
}
