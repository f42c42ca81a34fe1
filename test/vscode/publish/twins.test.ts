import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { silentLogger } from '../../../src/core/base/logger';
import type { TwinDifference } from '../../../src/vscode/publish/twinDifference';
import { type Comparison, Twins } from '../../../src/vscode/publish/twins';
import type { Site } from '../../../src/vscode/sites/site';
import { SiteRegistry } from '../../../src/vscode/sites/siteRegistry';
import { ManualClock } from '../../support/manualClock';
import { english } from '../englishLocalizer';
import { worker } from '../sampleJobs';

const alike: TwinDifference = { isNewerHere: false, isNewerThere: false, hasOtherSettings: false };

/** A workspace and a site that both have the job, and what happens to them. */
class Scene {
  readonly clock = new ManualClock(Date.UTC(2026, 2, 2));
  readonly workspace = siteOf('workspace', 'shop');
  readonly site = siteOf('remote', 'my-site');
  /** What was compared: with the site, or with what is known of it. */
  readonly looks: ('site' | 'listing')[] = [];
  difference: TwinDifference | Error = alike;
  redraws = 0;
  private readonly registry = new SiteRegistry();
  readonly twins = new Twins(this.registry, () => this.look('site'), this.clock, silentLogger, english);

  constructor() {
    this.registry.add(this.workspace);
    this.registry.add(this.site);
    this.twins.onDidChange(() => this.redraws++);
  }

  /** What the rows say after all that is due has been compared. */
  async draw(): Promise<readonly string[]> {
    this.twins.textsOf(this.workspace, worker);
    this.clock.advance(1000);
    await turn();
    return [...this.twins.textsOf(this.workspace, worker), ...this.twins.textsOf(this.site, worker)];
  }

  private look(from: 'site' | 'listing'): Promise<Comparison> {
    this.looks.push(from);
    const { difference } = this;
    if (difference instanceof Error) return Promise.reject(difference);
    return Promise.resolve({ difference, again: () => this.look('listing') });
  }
}

function siteOf(kind: Site['kind'], label: string): Site {
  return {
    id: label,
    kind,
    label,
    state: { kind: 'connected', url: '' },
    jobs: [worker],
    onDidChange: () => ({ dispose: () => undefined }),
  } as Partial<Site> as Site;
}

test('both rows say how the two differ, each from where it stands', async () => {
  const cases: readonly [difference: Partial<TwinDifference>, expected: readonly string[]][] = [
    [{}, []],
    [{ isNewerHere: true }, ['newer than on my-site', 'older than in shop']],
    [{ isNewerThere: true }, ['older than on my-site', 'newer than in shop']],
    [{ isNewerHere: true, isNewerThere: true }, ['changed here and on my-site', 'changed here and in shop']],
    [{ hasOtherSettings: true }, ['other settings on my-site', 'other settings in shop']],
  ];
  for (const [difference, expected] of cases) {
    const scene = new Scene();
    scene.difference = { ...alike, ...difference };
    assert.deepEqual(await scene.draw(), expected);
  }
});

test('a row that is drawn again asks nobody while nothing has changed', async () => {
  const scene = new Scene();
  scene.difference = { ...alike, isNewerHere: true };
  await scene.draw();
  await scene.draw();
  assert.deepEqual(scene.looks, ['site']);
  assert.equal(scene.redraws, 1);
});

test('a changed file is compared with what is known of the site; after five minutes or a refresh the site is asked', async () => {
  const scene = new Scene();
  await scene.draw();
  scene.twins.onFileChanged('/elsewhere/run.js');
  await scene.draw();
  assert.deepEqual(scene.looks, ['site']);
  scene.twins.onFileChanged(`${worker.folder}/run.js`);
  await scene.draw();
  assert.deepEqual(scene.looks, ['site', 'listing']);
  scene.clock.advance(6 * 60_000);
  await scene.draw();
  scene.twins.forget();
  await scene.draw();
  assert.deepEqual(scene.looks, ['site', 'listing', 'site', 'site']);
});

test('a site that does not answer makes a row say nothing, and is not asked at once again', async () => {
  const scene = new Scene();
  scene.difference = new Error('HTTP 503');
  assert.deepEqual(await scene.draw(), []);
  scene.difference = { ...alike, isNewerHere: true };
  assert.deepEqual(await scene.draw(), []);
  scene.clock.advance(6 * 60_000);
  assert.deepEqual(await scene.draw(), ['newer than on my-site', 'older than in shop']);
});
