/** One way of doing the work; a promise is awaited. Answers a figure when wall time is not what is measured. */
export type Work = () => unknown;

export interface Comparison {
  /** What is measured, with its input. */
  readonly name: string;
  /** Ours. */
  readonly subject: Work;
  /** What it stands beside: a peer, or the raw floor. */
  readonly peer: Work;
  readonly peerName: string;
  /** `ms` unless the works answer figures of their own. */
  readonly unit?: string;
  /** Pairs that are measured after one that is not counted; default 7. */
  readonly pairs?: number;
  /** Whether the order alternates from pair to pair, which it does unless the peer is about what the subject did. */
  readonly order?: 'alternating' | 'subject first';
  /** What the bars are about: the ratio subject/peer, or how much more the subject takes. Default: the ratio. */
  readonly barsOf?: 'ratio' | 'difference';
  /** The bar; for information, a slow machine fails nothing. */
  readonly must?: number;
  readonly stretch?: number;
}

export interface ComparisonResult {
  readonly name: string;
  readonly peerName: string;
  readonly unit: string;
  readonly subject: number;
  readonly peer: number;
  /** Median of the ratios pair by pair, so that a machine whose speed drifts does not distort it. */
  readonly ratio: number;
  /** Median of the differences pair by pair, where the bars are about them. */
  readonly difference?: number;
  readonly must: number | undefined;
  readonly stretch: number | undefined;
}

/** Measures both works in turn, in one run, and answers the medians. */
export async function compare(comparison: Comparison): Promise<ComparisonResult> {
  const { name, subject, peer, peerName, unit = 'ms', pairs = 7, must, stretch } = comparison;
  const { order = 'alternating', barsOf = 'ratio' } = comparison;
  const figures: { subject: number; peer: number }[] = [];
  for (let pair = -1; pair < pairs; pair++) {
    // The order alternates, so that neither always profits from what the other has warmed.
    const isSubjectFirst = order === 'subject first' || pair % 2 === 0;
    const first = await figureOf(isSubjectFirst ? subject : peer);
    const second = await figureOf(isSubjectFirst ? peer : subject);
    if (pair >= 0) figures.push(isSubjectFirst ? { subject: first, peer: second } : { subject: second, peer: first });
  }
  return {
    name,
    peerName,
    unit,
    subject: median(figures.map((each) => each.subject)),
    peer: median(figures.map((each) => each.peer)),
    ratio: median(figures.map((each) => each.subject / each.peer)),
    ...(barsOf === 'ratio' ? {} : { difference: median(figures.map((each) => each.subject - each.peer)) }),
    must,
    stretch,
  };
}

/** The middle value; the mean of the two middle ones of an even number. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** A work too short for one reading of the clock: repeats it and answers the milliseconds of one. */
export function repeated(times: number, work: () => void): Work {
  return () => {
    const startedAt = performance.now();
    for (let count = 0; count < times; count++) work();
    return (performance.now() - startedAt) / times;
  };
}

async function figureOf(work: Work): Promise<number> {
  const startedAt = performance.now();
  const figure = await work();
  return typeof figure === 'number' ? figure : performance.now() - startedAt;
}
