import { type Disposable, toDisposable } from '../base/disposable';

/**
 * Takes log lines, each ending in `\n`, in blocks; a line too long to be held comes in several blocks. While the promise
 * of a `write` is pending, the job's output waits.
 */
export interface OutputSink {
  write(chunk: Buffer): void | Promise<void>;
  /** Nothing follows: the run has ended, or the engine closes. */
  end(): void;
}

/** How much of the present process's output is kept for followers that come later. */
const backlogBytes = 512 * 1024;

/** Hands the lines of one job's log to those who follow it. */
export class OutputChannel {
  private readonly sinks = new Map<OutputSink, FollowState>();
  private backlog: Buffer[] = [];
  private backlogSize = 0;

  constructor(private readonly keepsBacklog: boolean) {}

  /** Whether anybody would see what is published. */
  get isWanted(): boolean {
    return this.keepsBacklog || this.sinks.size > 0;
  }

  /** Resolves when every follower is ready for more. */
  async publish(lines: Buffer): Promise<void> {
    if (this.keepsBacklog) this.remember(lines);
    if (this.sinks.size === 0) return;
    await Promise.all([...this.sinks].map(([sink, state]) => state.queue(() => sink.write(lines))));
  }

  /**
   * Adds a follower.
   *
   * @param from what it gets first: nothing, what was kept, or what a function hands to it; lines that are published
   *   meanwhile wait for that.
   */
  follow(sink: OutputSink, from: 'now' | 'backlog' | (() => Promise<void>)): Disposable {
    const state = new FollowState();
    this.sinks.set(sink, state);
    if (typeof from === 'function') void state.queue(from);
    else if (from === 'backlog') for (const lines of this.backlog) void state.queue(() => sink.write(lines));
    return toDisposable(() => {
      state.dispose();
      this.sinks.delete(sink);
    });
  }

  /** Forgets what was kept: a new process begins. */
  clearBacklog(): void {
    this.backlog = [];
    this.backlogSize = 0;
  }

  /** Tells all followers that nothing follows. */
  end(): void {
    for (const [sink, state] of this.sinks) void state.queue(() => sink.end());
    this.sinks.clear();
  }

  private remember(lines: Buffer): void {
    this.backlog.push(lines);
    this.backlogSize += lines.length;
    while (this.backlogSize > backlogBytes && this.backlog.length > 1) {
      this.backlogSize -= this.backlog.shift()?.length ?? 0;
    }
  }
}

/** Calls of one sink, one after another, until it is disposed of; a sink that fails gets nothing more. */
class FollowState {
  private tail: Promise<void> = Promise.resolve();
  private isDisposed = false;
  private readonly waiting = new Set<() => void>();

  /** Resolves when the call is done, or the follower is gone: a dead follower must not hold a job. */
  queue(call: () => void | Promise<void>): Promise<void> {
    this.tail = this.tail
      .then(() => (this.isDisposed ? undefined : call()))
      .catch(() => {
        // What a sink throws is its own affair; the job goes on without it.
        this.dispose();
      });
    if (this.isDisposed) return Promise.resolve();
    return new Promise((resolve) => {
      this.waiting.add(resolve);
      void this.tail.then(() => {
        this.waiting.delete(resolve);
        resolve();
      });
    });
  }

  dispose(): void {
    this.isDisposed = true;
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}
