import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import { openPromise } from 'yauzl';
import { buildBundles } from '../support/bundles';

test('the bundle writes archives with the right checksums', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'webjobs-bundled-zip-'));
  try {
    const job = join(folder, 'job');
    await mkdir(job);
    const texts = { 'run.sh': 'echo hello\n', 'empty.txt': '', 'long.txt': 'many words '.repeat(50_000) };
    for (const [name, text] of Object.entries(texts)) await writeFile(join(job, name), text);
    const output = join(folder, 'job.zip');
    execFileSync(process.execPath, [buildBundles().cli, 'zip', job, '--output', output]);
    const archive = await openPromise(output);
    const found: Record<string, string> = {};
    for await (const entry of archive.eachEntry()) {
      const content = await buffer(await archive.openReadStreamPromise(entry));
      assert.equal(entry.crc32, crc32(content), entry.fileName);
      found[entry.fileName] = content.toString();
    }
    assert.deepEqual(found, texts);
  } finally {
    await rm(folder, { recursive: true });
  }
});
