import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

interface Sample {
  readonly atMs: number;
  readonly lateMs: number;
}

/** So long a machine with time to spare takes for one probe. */
const usualMs = 25;
const pauseMs = 200;

/**
 * How far the machine lags behind one with time to spare: times in recordings come from a machine that was idle. Now and
 * then it does what an engine does, it starts a shell that writes a file; if that takes four times as long as usual, three
 * quarters of the time since the last look are lost.
 */
class MachinePace {
  private readonly samples: Sample[] = [];
  private isRunning = false;

  /** Begins to measure, if it has not begun; the process can end meanwhile. */
  start(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    const folder = mkdtempSync(join(tmpdir(), 'webjobs-pace-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    void this.measure(join(folder, 'probe.txt'));
  }

  /** Seconds by which the machine has lagged since a moment, in milliseconds since 1970. */
  lateSeconds(sinceMs: number): number {
    const late = this.samples.filter(({ atMs }) => atMs >= sinceMs).reduce((sum, { lateMs }) => sum + lateMs, 0);
    return late / 1_000;
  }

  private async measure(file: string): Promise<void> {
    for (let lastMs = performance.now(); ;) {
      const startMs = performance.now();
      const child = spawn('/bin/sh', ['-c', 'echo probe > "$0"', file], { stdio: 'ignore' });
      child.unref();
      await once(child, 'exit');
      const nowMs = performance.now();
      const lostShare = Math.max(1 - usualMs / (nowMs - startMs), 0);
      this.samples.push({ atMs: Date.now(), lateMs: lostShare * (nowMs - lastMs) });
      lastMs = nowMs;
      await sleep(pauseMs, undefined, { ref: false });
    }
  }
}

/** One for all cases that run at the same time. */
export const machinePace = new MachinePace();
