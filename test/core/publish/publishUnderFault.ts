import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Clock } from '../../../src/core/base/clock';
import { UserError } from '../../../src/core/base/userError';
import { readZipEntries } from '../../../src/core/packaging/readZipEntries';
import { PublishError } from '../../../src/core/publish/publishError';
import type { PublishMode } from '../../../src/core/publish/publishPlan';
import { recoverPublish } from '../../../src/core/publish/recoverPublish';
import { type Fault, type FaultProxy, startFaultProxy } from '../../support/faultProxy';
import type { TreeFile } from '../../support/fileTree';
import { SkippingClock } from '../../support/skippingClock';
import { after, before, changedPaths, filesOf, type Situation, textsOf } from './faultSituations';
import { PublishScene } from './publishScene';

/** Longer than any answer takes on a busy machine. */
const patienceMs = 120_000;

/** One situation with its site, the proxy in front of it, and what it must look like before and after. */
export class PublishUnderFault {
  readonly outcomes = new Map<string, number>();

  private constructor(
    private readonly scene: PublishScene,
    private readonly proxy: FaultProxy,
    private readonly situation: Situation,
    private readonly mode: PublishMode,
  ) {}

  static async create(t: TestContext, situation: Situation, mode: PublishMode): Promise<PublishUnderFault> {
    const timings = { rootRetryMs: 25, errorRetryMs: 250 };
    const scene = await PublishScene.create(t, filesOf('new', after), { kind: situation.kind, timings });
    const proxy = await startFaultProxy(t, scene.site.url);
    const matrix = new PublishUnderFault(scene, proxy, situation, mode);
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
    await this.checkRequests();
    await this.check('undisturbed', undefined);
    await this.reset();
    return length;
  }

  /** No request that would wipe the job, and exactly the files that changed travel. */
  private async checkRequests(): Promise<void> {
    const uploads = this.proxy.seen.filter(({ method, body }) => method === 'PUT' && body.length > 0);
    assert.deepEqual(
      uploads.map(({ path }) => path.split('/')[2]),
      ['zip'],
    );
    const archive = join(this.scene.store.folder, 'sent.zip');
    await writeFile(archive, uploads[0]?.body ?? '');
    const sent = (await readZipEntries(archive)).map(({ path }) => path).sort();
    await rm(archive);
    const all = Object.keys(this.newTexts()).filter((path) => path !== 'disable.job');
    assert.deepEqual(sent, this.mode === 'replace' || this.situation.state === 'new' ? all : changedPaths());
  }

  /** Disturbs the n-th request once. False when the publish makes fewer requests. */
  async disturb(n: number, fault: Fault): Promise<boolean> {
    const clock = new SkippingClock();
    this.proxy.disturb((number) => {
      if (number !== n) return undefined;
      // Time goes by for this request only: a slow machine must not look like a silent site.
      if (fault.type === 'silence') setImmediate(() => clock.skip(patienceMs));
      return fault;
    });
    const error = await this.publish(undefined, clock);
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

  private async publish(signal?: AbortSignal, clock?: Clock): Promise<unknown> {
    const client = this.scene.site.connect(this.proxy.url, patienceMs, clock);
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
    if (this.situation.state === 'running') {
      await this.scene.waitForStatus(['Running'], context);
      await this.waitForVersion(isNew ? 'new' : 'old', context);
    }
    if (this.situation.state === 'stopped') await this.scene.waitForStatus(['Stopped'], context);
    assert.deepEqual(
      (await this.scene.store.list()).filter((record) => record.isUnfinished),
      [],
      context,
    );
    const outcome = error === undefined ? 'published' : isNew ? 'new but failed' : 'old kept';
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
  }

  /** The job's own output tells which code runs. */
  private async waitForVersion(version: string, context: string): Promise<void> {
    const log = join(this.scene.site.home, 'data/jobs/continuous/job/job_log.txt');
    let told: string | undefined;
    for (let look = 0; look < 500 && told !== version; look++) {
      if (look > 0) await new Promise((resolve) => setTimeout(resolve, 20));
      told = [...(await readFile(log, 'utf8')).matchAll(/\] version (\w+)/g)].at(-1)?.[1];
    }
    assert.equal(told, version, context);
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
