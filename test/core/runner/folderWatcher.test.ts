import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { FolderWatcher } from '../../../src/core/runner/folderWatcher';

test('changes are seen at any depth, also in a folder that was deleted and made again', async () => {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'webjobs-test-')));
  const seen = new Seen();
  const folder = join(root, 'job', 'lib');
  await mkdir(folder, { recursive: true });
  const watcher = await FolderWatcher.open(root, { onChange: (path) => seen.add(path), onError: assert.ifError });
  try {
    await writeFile(join(folder, 'a.js'), '1');
    await seen.has(join('job', 'lib', 'a.js'));

    // In one breath, so that nobody sees the folder missing in between.
    rmSync(join(root, 'job'), { recursive: true });
    mkdirSync(folder, { recursive: true });
    await seen.has('job');
    // The new folder's watch comes a moment after the folder; writing until it is seen is what a job's owner would do.
    await seen.has(join('job', 'lib', 'b.js'), () => writeFile(join(folder, 'b.js'), String(Math.random())));
  } finally {
    watcher.dispose();
    await rm(root, { recursive: true, force: true });
  }
});

/** Paths that were announced, to be waited for. */
class Seen {
  private readonly paths = new Set<string>();
  private wake: () => void = () => undefined;

  add(path: string): void {
    this.paths.add(path);
    this.wake();
  }

  async has(path: string, nudge: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    const deadline = performance.now() + 10_000;
    while (!this.paths.has(path)) {
      assert.ok(performance.now() < deadline, `${path} was announced; seen: ${[...this.paths].join(', ')}`);
      await nudge();
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 100);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
}
