import { setTimeout as sleep } from 'node:timers/promises';
import type { SoakSite } from './soakSite';

/** The time in which a site lives. */
export interface SoakTime {
  /** Milliseconds since 1970. */
  nowMs(): number;
  /** Resolves when so much time has passed. */
  pass(ms: number): Promise<void>;
  /** Lets time pass until some work of the engine is done. */
  during<T>(work: Promise<T>): Promise<T>;
}

export const realTime: SoakTime = {
  nowMs: () => Date.now(),
  pass: (ms) => sleep(ms),
  during: (work) => work,
};

/** The engine sees time in steps; its processes live in real time, and get a moment of it for each step. */
const stepMs = 500;
const realMsOfStep = 8;

/** Time that the test makes pass for the engine, much faster than real time. */
export class DrivenTime implements SoakTime {
  constructor(
    private readonly site: SoakSite,
    private presentMs: number,
  ) {}

  nowMs(): number {
    return this.presentMs;
  }

  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= stepMs) {
      const step = Math.min(left, stepMs);
      this.presentMs += step;
      await this.site.engine?.pass(step);
      await sleep(realMsOfStep);
    }
  }

  async during<T>(work: Promise<T>): Promise<T> {
    const state = { isDone: false };
    const done = work.finally(() => (state.isDone = true));
    while (!state.isDone) await this.pass(stepMs);
    return done;
  }
}
