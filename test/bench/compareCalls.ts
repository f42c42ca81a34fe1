import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Comparison, type ComparisonResult, median } from './compare';

/** Answers for a document; a promise is awaited. */
export type Call = (document: TextDocument) => unknown;

export interface Documents {
  /** The document for the next call. */
  edit(): TextDocument;
}

const warmUpCalls = 1000;
const rounds = 7;
/** Ten calls of each round lie beyond the 99th percentile. */
const callsOfRound = 1000;

/**
 * Measures calls that take microseconds: both sides in turn, call by call, each on a document of its own, and answers a row
 * for the median and one for the 99th percentile.
 */
export async function* compareCalls(
  comparison: Omit<Comparison, 'subject' | 'peer'>,
  documents: () => Documents,
  subject: Call,
  peer: Call,
): AsyncIterable<ComparisonResult> {
  const sides = [
    { call: subject, documents: documents(), times: new Float64Array(callsOfRound) },
    { call: peer, documents: documents(), times: new Float64Array(callsOfRound) },
  ] as const;
  const figures: { readonly part: number; readonly subject: number; readonly peer: number }[] = [];
  for (let count = 0; count < warmUpCalls; count++) {
    for (const { call, documents: each } of sides) await call(each.edit());
  }
  for (let round = 0; round < rounds; round++) {
    for (let count = 0; count < callsOfRound; count++) {
      for (const { call, documents: each, times } of count % 2 === 0 ? sides : sides.toReversed()) {
        times[count] = await timeOf(call, each.edit());
      }
    }
    const [ours, theirs] = sides.map(({ times }) => times.sort());
    for (const part of parts) {
      const at = Math.floor(part * callsOfRound);
      figures.push({ part, subject: ours?.[at] ?? Number.NaN, peer: theirs?.[at] ?? Number.NaN });
    }
  }
  for (const part of parts) {
    const ofPart = figures.filter((each) => each.part === part);
    const { name, peerName, must, stretch } = comparison;
    yield {
      name: `${name}, ${part === 0.5 ? 'median' : 'p99'}`,
      peerName,
      unit: 'ms',
      subject: median(ofPart.map((each) => each.subject)),
      peer: median(ofPart.map((each) => each.peer)),
      ratio: median(ofPart.map((each) => each.subject / each.peer)),
      must,
      stretch,
    };
  }
}

const parts = [0.5, 0.99];

/**
 * Milliseconds on the clock or of the processor, whichever is less: on a busy machine a call waits while others work, and
 * of a hundred calls one is interrupted.
 */
async function timeOf(call: Call, document: TextDocument): Promise<number> {
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const answer = call(document);
  if (answer instanceof Promise) await answer;
  const clockMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpuBefore);
  return Math.min(clockMs, (user + system) / 1000);
}
