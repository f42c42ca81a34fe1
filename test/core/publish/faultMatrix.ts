import assert from 'node:assert/strict';
import { suite, test, type TestContext } from 'node:test';
import type { PublishMode } from '../../../src/core/publish/publishPlan';
import type { Fault } from '../../support/faultProxy';
import { type Situation, situations } from './faultSituations';
import { PublishUnderFault } from './publishUnderFault';

function answering(status: number): Fault {
  return { type: 'status', status, headers: { 'Retry-After': '0' } };
}

/** Each of these takes another way through the client. */
const distinctFaults: readonly Fault[] = [
  ...[401, 404, 409, 500, 503].map(answering),
  { type: 'cut-during' },
  { type: 'cut-after' },
  { type: 'garbage' },
];
const allFaults: readonly Fault[] = [
  ...distinctFaults,
  ...[403, 412, 429].map(answering),
  { type: 'cut-before' },
  { type: 'silence' },
];

type Disturbance = (matrix: PublishUnderFault, n: number) => Promise<unknown>;

const cancel: Disturbance = (matrix, n) => matrix.cancelAt(n);
const die: Disturbance = (matrix, n) => matrix.dieAt(n);

/**
 * What happens to the n-th request, one after the other. With `WEBJOBS_FAULTS=all` everything that can, which takes minutes;
 * else one fault, another one for each request and situation, beside cancel and death. The modes differ in what they plan,
 * hardly in how it is carried out, so that in one of them these take turns.
 */
function disturbancesOf(situation: Situation, mode: PublishMode, n: number): readonly Disturbance[] {
  const withFault =
    (fault: Fault): Disturbance =>
    (matrix) =>
      matrix.disturb(n, fault);
  if (process.env.WEBJOBS_FAULTS === 'all') return [...allFaults.map(withFault), cancel, die];
  const turn = n + situations.indexOf(situation);
  const faults = distinctFaults.filter((_, index) => index === turn % distinctFaults.length).map(withFault);
  if (mode === 'newer') return [...faults, cancel, die];
  return [[...faults, cancel, die][turn % 3] ?? die];
}

/**
 * Most of the time goes by with waiting for jobs to stop and to start, so several sites work side by side; each takes every
 * so many-th request.
 */
function sitesFor({ state }: Situation): number {
  return state === 'running' ? 6 : state === 'stopped' ? 2 : 1;
}

/** Adds the tests of one mode: every request of a publish is disturbed in each way, cancelled at, and the last one answered. */
export function testFaults(mode: PublishMode): void {
  void suite(`mode ${mode}`, { concurrency: true }, () => {
    for (const situation of situations) {
      void test(`${situation.title}: any fault, cancel or death at any request leaves the old job or the new one`, (t) =>
        testSituation(t, situation, mode));
    }
  });
}

async function testSituation(t: TestContext, situation: Situation, mode: PublishMode): Promise<void> {
  const sites = sitesFor(situation);
  const matrices = await Promise.all(Array.from({ length: sites }, () => PublishUnderFault.create(t, situation, mode)));
  const counts = await Promise.all(matrices.map((matrix) => matrix.countRequests()));
  // How often a site is asked whether the job has stopped depends on the moment; the longest publish counts.
  const count = Math.max(...counts);
  await Promise.all(
    matrices.map(async (matrix, index) => {
      for (let n = 1 + index; n <= count; n += sites) {
        for (const disturb of disturbancesOf(situation, mode, n)) await disturb(matrix, n);
      }
    }),
  );
  const outcomes = new Map<string, number>();
  for (const [outcome, times] of matrices.flatMap((matrix) => [...matrix.outcomes])) {
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + times);
  }
  t.diagnostic(`${count} requests; ${JSON.stringify(Object.fromEntries(outcomes))}`);
  assert.ok((outcomes.get('published') ?? 0) > 0 && (outcomes.get('old kept') ?? 0) > 0);
}
