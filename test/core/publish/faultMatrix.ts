import assert from 'node:assert/strict';
import { suite, test, type TestContext } from 'node:test';
import type { JobKind } from '../../../src/core/jobs/job';
import { PublishError } from '../../../src/core/publish/publishError';
import type { PublishMode } from '../../../src/core/publish/publishPlan';
import { recoverPublish } from '../../../src/core/publish/recoverPublish';
import { UserError } from '../../../src/core/base/userError';
import { type Fault, type FaultProxy, startFaultProxy } from '../../support/faultProxy';
import type { TreeFile } from '../../support/fileTree';
import { PublishScene, worker } from './publishScene';

/** The job before a publish: what is on the site, and whether it runs. */
interface Situation {
  readonly title: string;
  readonly kind: JobKind;
  readonly state: 'running' | 'stopped' | 'triggered' | 'new';
}

const before = '2025-03-04T05:06:08.5Z';
const after = '2025-03-04T06:00:00Z';

/** Small enough for hundreds of publishes, with one file of each fate. */
function filesOf(
  version: 'old' | 'new',
  mtime: string,
): Record<string, { readonly text: string; readonly mtime: string }> {
  const texts: Record<string, string> = {
    'run.sh': worker(version),
    'same.txt': 'same',
    [`lib/only-${version}.txt`]: version,
    [`${version}/deep/file.txt`]: version,
    'settings.job': '{"schedule":"0 0 0 1 1 *"}',
  };
  return Object.fromEntries(
    Object.entries(texts).map(([path, text]) => [path, { text, mtime: text === 'same' ? before : mtime }]),
  );
}

function textsOf(files: Record<string, { readonly text: string }>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files)
      .map(([path, { text }]): [string, string] => [path, text])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** One situation with its site, the proxy in front of it, and what it must look like before and after. */
class Matrix {
  readonly outcomes = new Map<string, number>();

  private constructor(
    private readonly scene: PublishScene,
    private readonly proxy: FaultProxy,
    private readonly situation: Situation,
    private readonly mode: PublishMode,
  ) {}

  static async create(t: TestContext, situation: Situation, mode: PublishMode): Promise<Matrix> {
    const timings = { rootRetryMs: 25, errorRetryMs: 250 };
    const scene = await PublishScene.create(t, filesOf('new', after), { kind: situation.kind, timings });
    const proxy = await startFaultProxy(t, scene.site.url);
    const matrix = new Matrix(scene, proxy, situation, mode);
    await matrix.reset();
    return matrix;
  }

  /** Brings the site to where the publish begins. */
  async reset(): Promise<void> {
    const { state } = this.situation;
    this.proxy.reset();
    const wanted = this.oldTexts();
    const present = await this.scene.siteFiles();
    if (JSON.stringify(present) !== JSON.stringify(wanted)) {
      const stale = Object.keys(present ?? {}).filter((path) => wanted?.[path] === undefined);
      for (const path of state === 'new' ? [''] : stale) await this.scene.removeFromSite(path);
      if (state !== 'new') {
        const marker: Record<string, TreeFile> = state === 'stopped' ? { 'disable.job': '' } : {};
        await this.scene.writeSite({ ...filesOf('old', before), ...marker });
      }
    }
    if (state === 'running') await this.scene.waitForStatus(['Running'], 'at reset');
    if (state === 'stopped') await this.scene.waitForStatus(['Stopped'], 'at reset');
  }

  /** How many requests a publish without disturbance makes. */
  async countRequests(): Promise<number> {
    assert.equal(await this.publish(), undefined);
    const { length } = this.proxy.seen;
    await this.check('undisturbed', undefined);
    await this.reset();
    return length;
  }

  /** Disturbs the n-th request once. False when the publish makes fewer requests. */
  async disturb(n: number, fault: Fault): Promise<boolean> {
    this.proxy.disturb((number) => (number === n ? fault : undefined));
    const error = await this.publish(undefined, fault.type === 'silence' ? 500 : undefined);
    const isReached = this.proxy.seen.length >= n;
    await this.check(`${fault.type} at ${n}`, error);
    await this.reset();
    return isReached;
  }

  async cancelAt(n: number): Promise<void> {
    const cancel = new AbortController();
    this.proxy.onRequest((number) => {
      if (number === n) cancel.abort();
    });
    const error = await this.publish(cancel.signal);
    await this.check(`cancel at ${n}`, error);
    await this.reset();
  }

  /** The site is dead from the n-th request on; afterwards it lives again, and what was left open is put in order. */
  async dieAt(n: number): Promise<void> {
    this.proxy.disturb((number) => (number >= n ? { type: 'cut-before' } : undefined));
    const error = await this.publish();
    this.proxy.reset();
    const title = `dead from ${n}`;
    for (const record of await this.scene.store.list()) {
      if (!record.isUnfinished) continue;
      if (error === undefined) assert.fail(`${title}: a publish that succeeded left a journal`);
      await recoverPublish(this.scene.site.connect(), record, { pollMs: 15 });
    }
    await this.check(title, error);
    await this.reset();
  }

  private async publish(signal?: AbortSignal, silenceMs?: number): Promise<unknown> {
    const client = this.scene.site.connect(this.proxy.url, silenceMs);
    try {
      const prepared = await this.scene.prepare(client, { mode: this.mode, deleteExtra: true }, signal);
      await this.scene.carryOut(client, prepared, signal);
      return undefined;
    } catch (error) {
      return error;
    }
  }

  private async check(title: string, error: unknown): Promise<void> {
    const requests = this.proxy.seen.map(({ method, path }, index) => `${index + 1} ${method} ${path}`).join('\n');
    const context = `${title}: ${String(error)}\n${requests}`;
    const isNew = await this.isNew(error, title);
    const found = await this.scene.siteFiles();
    assert.deepEqual(found, isNew ? this.newTexts() : this.oldTexts(), context);
    if (error !== undefined && !isCancelled(error)) {
      assert.ok(error instanceof UserError, context);
      assert.match(error.message, /\. .+|\n/, `${context}: says no next step`);
    }
    if (this.situation.state === 'running') await this.scene.waitForStatus(['Running'], context);
    if (this.situation.state === 'stopped') await this.scene.waitForStatus(['Stopped'], context);
    assert.deepEqual(
      (await this.scene.store.list()).filter((record) => record.isUnfinished),
      [],
      context,
    );
    const outcome = error === undefined ? 'published' : isNew ? 'new but failed' : 'old kept';
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
  }

  /** Whether the new version is to be expected. After a crash either is right, as long as it is complete. */
  private async isNew(error: unknown, title: string): Promise<boolean> {
    if (error === undefined) return true;
    if (error instanceof PublishError && error.outcome === 'new-not-started') return true;
    if (!title.startsWith('dead')) return false;
    return (await this.scene.siteFiles())?.['lib/only-new.txt'] !== undefined;
  }

  private oldTexts(): Record<string, string> | undefined {
    const { state } = this.situation;
    if (state === 'new') return undefined;
    return { ...(state === 'stopped' && { 'disable.job': '' }), ...textsOf(filesOf('old', before)) };
  }

  private newTexts(): Record<string, string> {
    const isStopped = this.situation.state === 'stopped';
    return { ...(isStopped && { 'disable.job': '' }), ...textsOf(filesOf('new', after)) };
  }
}

function isCancelled(error: unknown): boolean {
  return (
    error instanceof Error && (error.name === 'AbortError' || (error instanceof PublishError && error.isCancelled))
  );
}

const situations: readonly Situation[] = [
  { title: 'a new triggered job', kind: 'triggered', state: 'new' },
  { title: 'a scheduled job', kind: 'triggered', state: 'triggered' },
  { title: 'a stopped continuous job', kind: 'continuous', state: 'stopped' },
  { title: 'a running continuous job', kind: 'continuous', state: 'running' },
];

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
/** What the site holds and does decides over these, more than the client; they come closest to leaving it in between. */
const quickFaults: readonly Fault[] = [answering(404), answering(500), { type: 'cut-after' }];
const allFaults: readonly Fault[] = [
  ...distinctFaults,
  ...[403, 412, 429].map(answering),
  { type: 'cut-before' },
  { type: 'silence' },
];

/** With `WEBJOBS_FAULTS=all` every fault at every request, which takes a quarter of an hour; else fewer kinds of faults. */
function faultsFor({ state }: Situation): readonly Fault[] {
  if (process.env.WEBJOBS_FAULTS === 'all') return allFaults;
  return state === 'triggered' ? distinctFaults : quickFaults;
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
  const matrices = await Promise.all(Array.from({ length: sites }, () => Matrix.create(t, situation, mode)));
  const counts = await Promise.all(matrices.map((matrix) => matrix.countRequests()));
  // How often a site is asked whether the job has stopped depends on the moment; the longest publish counts.
  const count = Math.max(...counts);
  await Promise.all(
    matrices.map(async (matrix, index) => {
      for (let n = 1 + index; n <= count; n += sites) {
        for (const fault of faultsFor(situation)) await matrix.disturb(n, fault);
        await matrix.cancelAt(n);
        await matrix.dieAt(n);
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
