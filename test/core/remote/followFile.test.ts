import assert from 'node:assert/strict';
import { appendFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { followFile, type FollowOptions } from '../../../src/core/remote/followFile';
import { startLocalSite } from '../../support/localSite';

/** A log of the site that is followed, and everything that was read of it. */
class FollowedLog {
  text = '';
  private readonly cancel = new AbortController();
  private over: Promise<void> = Promise.resolve();

  private constructor(private readonly folder: string) {}

  static async open(
    t: TestContext,
    flavor: 'windows' | 'linux',
    options: FollowOptions & { readonly before?: string } = {},
  ): Promise<FollowedLog> {
    const site = await startLocalSite(t, { flavor });
    const folder = join(site.home, 'data/jobs/continuous/job');
    await mkdir(folder, { recursive: true });
    const log = new FollowedLog(folder);
    if (options.before !== undefined) await log.write(options.before);
    const path = 'data/jobs/continuous/job/';
    const chunks = followFile(site.connect(), `${path}job_log.txt`, {
      predecessor: `${path}job_prev_log.txt`,
      pollMs: 5,
      signal: log.cancel.signal,
      ...options,
    });
    log.over = log.read(chunks);
    return log;
  }

  async write(text: string): Promise<void> {
    await appendFile(join(this.folder, 'job_log.txt'), text);
  }

  async rollOver(): Promise<void> {
    await rename(join(this.folder, 'job_log.txt'), join(this.folder, 'job_prev_log.txt'));
  }

  async replace(text: string): Promise<void> {
    await rm(join(this.folder, 'job_log.txt'));
    await writeFile(join(this.folder, 'job_log.txt'), text);
  }

  async expect(text: string): Promise<void> {
    for (let look = 0; look < 500 && this.text !== text; look++) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(this.text, text);
  }

  async end(): Promise<void> {
    this.cancel.abort(new Error('read enough'));
    await assert.rejects(this.over, /read enough/);
  }

  private async read(chunks: AsyncIterable<Uint8Array>): Promise<void> {
    for await (const chunk of chunks) this.text += Buffer.from(chunk).toString();
  }
}

for (const flavor of ['windows', 'linux'] as const) {
  test(`a log on ${flavor} is followed from before it exists, and across a roll-over, without a lost or repeated byte`, async (t) => {
    const log = await FollowedLog.open(t, flavor);
    await log.write('one\n');
    await log.expect('one\n');
    await log.write('two\n');
    await log.write('three\n');
    await log.expect('one\ntwo\nthree\n');
    await log.write('last of the old\n');
    await log.rollOver();
    await log.write('a new log that is longer than the one before it was, so that its size tells nothing\n');
    const all =
      'one\ntwo\nthree\nlast of the old\na new log that is longer than the one before it was, so that its size tells nothing\n';
    await log.expect(all);
    await log.write('end\n');
    await log.expect(`${all}end\n`);
    await log.end();
  });
}

test('only the end of a long log is read when that is wanted', async (t) => {
  const log = await FollowedLog.open(t, 'windows', { before: `${'x'.repeat(10_000)}\n`, lastBytes: 5 });
  await log.expect('xxxx\n');
  await log.write('more\n');
  await log.expect('xxxx\nmore\n');
  await log.end();
});

test('a log that begins anew is read from its start', async (t) => {
  const log = await FollowedLog.open(t, 'windows', { before: 'something long\n' });
  await log.expect('something long\n');
  await log.replace('short\n');
  await log.expect('something long\nshort\n');
  await log.end();
});
