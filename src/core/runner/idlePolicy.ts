/**
 * Decides when a triggered run counts as idle (kudu-webjobs §5.4): first no output for the timeout, then a CPU time of
 * the process tree that is the same in two samples as far apart. Immutable: each step yields the next state.
 */
export interface IdleState {
  /** Of the last sign of life, on a clock that never runs backwards. */
  readonly lastActivityMs: number;
  /** At the last measurement; undefined before the first one, which has nothing to be compared with. */
  readonly cpuMs: number | undefined;
}

export type IdleStep =
  /** The run is active, or its silence is too short to tell. */
  | { readonly kind: 'active' }
  /** Silent for long enough: the caller is to measure the CPU time and ask {@link judgeIdle}. */
  | { readonly kind: 'measure' };

/** How often the engine looks, in milliseconds. */
export const idleCheckMs = 1_000;

/** The timeout that is really used: 0 and negative settings mean one second. */
export function idleTimeoutMs(configuredSeconds: number): number {
  return Math.max(1, configuredSeconds) * 1_000;
}

export function startIdle(nowMs: number): IdleState {
  return { lastActivityMs: nowMs, cpuMs: undefined };
}

export function stepIdle(state: IdleState, nowMs: number, lastOutputMs: number, timeoutMs: number): IdleStep {
  const quietSinceMs = Math.max(state.lastActivityMs, lastOutputMs);
  return { kind: nowMs < quietSinceMs + timeoutMs ? 'active' : 'measure' };
}

/** The next state after a measurement, or undefined: nothing moved, the run is idle. */
export function judgeIdle(state: IdleState, nowMs: number, cpuMs: number): IdleState | undefined {
  return cpuMs === state.cpuMs ? undefined : { lastActivityMs: nowMs, cpuMs };
}
