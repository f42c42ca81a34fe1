import fc from 'fast-check';

/** One thing that is fed with random input. */
export interface FuzzTarget {
  readonly name: string;
  /** Holds for every input; it fails by throwing. */
  readonly property: fc.IRawProperty<unknown>;
  /** What was measured on the way, for the line of the target. */
  readonly measured?: () => string;
}

export interface FuzzLimits {
  readonly seed: number;
  readonly cases: number;
  readonly timeLimitMs: number;
  /** Where in the run of the seed a failure was found, to see that case alone. */
  readonly path?: string;
}

export interface FuzzResult {
  readonly cases: number;
  /** The failure with the seed and the smallest input that shows it; undefined without one. */
  readonly failure: string | undefined;
}

/** Runs a target until a case fails, the cases are done or the time is over. */
export async function runTarget(
  target: FuzzTarget,
  { seed, cases, timeLimitMs, path }: FuzzLimits,
): Promise<FuzzResult> {
  const details = await fc.check(target.property as fc.IRawProperty<unknown, true>, {
    seed,
    numRuns: cases,
    interruptAfterTimeLimit: timeLimitMs,
    ...(path === undefined ? {} : { path, endOnFailure: true }),
  });
  if (!details.failed) return { cases: details.numRuns, failure: undefined };
  const error = details.errorInstance;
  const failure = [
    `--target "${target.name}" --seed ${details.seed} --path ${details.counterexamplePath ?? '?'}`,
    `input: ${fc.stringify(details.counterexample)}`,
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  ].join('\n');
  return { cases: details.numRuns, failure };
}

/** A target of which one test of the usual length takes `timeLimitMs`. */
export async function failureOf(target: FuzzTarget, timeLimitMs: number): Promise<string | undefined> {
  const { failure } = await runTarget(target, { seed: 20_250_620, cases: 1_000_000, timeLimitMs });
  return failure;
}
