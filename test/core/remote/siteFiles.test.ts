import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verbatim } from '../../../src/core/base/message';
import { RemoteError } from '../../../src/core/remote/remoteError';
import { SiteFiles, type SiteFileClient } from '../../../src/core/remote/siteFiles';
import type { FileContent } from '../../../src/core/remote/scmClient';

/** A site with one file, which changes when the test says so. */
class OneFile {
  content: Buffer;
  version = 1;
  honoursRanges = true;
  readonly tags: (string | undefined)[] = [];

  constructor(content: string) {
    this.content = Buffer.from(content);
  }

  change(content: string): void {
    this.content = Buffer.from(content);
    this.version++;
  }

  get client(): SiteFileClient {
    return {
      host: 'shop.scm.example',
      listFolder: () =>
        Promise.resolve({
          entries: [{ name: 'settings.job', isFolder: false, size: this.content.length, mtimeMs: this.version * 1000 }],
          isCaseSensitive: true,
        }),
      readFile: async (_path, read, options) => {
        const etag = `"${this.version}"`;
        if (options?.etag === etag) return { state: 'unchanged' };
        const from = this.honoursRanges ? (options?.fromByte ?? 0) : 0;
        const content: FileContent = {
          isPartial: from > 0,
          totalBytes: this.content.length,
          etag,
          chunks: inChunks(this.content.subarray(from)),
        };
        return { state: 'read', value: await read(content) };
      },
      writeFile: async (path, body, options) => {
        const ifMatch = options?.ifMatch;
        this.tags.push(ifMatch);
        if (ifMatch !== '*' && ifMatch !== `"${this.version}"`) {
          throw new RemoteError(verbatim('changed'), { kind: 'changed', method: 'PUT', path, serviceMessage: null });
        }
        const parts: Uint8Array[] = [];
        for await (const part of body.open()) parts.push(part);
        this.change(Buffer.concat(parts).toString());
        return `"${this.version}"`;
      },
    };
  }
}

async function* inChunks(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 7) yield await Promise.resolve(bytes.subarray(at, at + 7));
}

const path = 'site/settings.job';
const leftOut = (bytes: number): string => `[${bytes} left out]`;

function text(bytes: Uint8Array | undefined): string | undefined {
  return bytes && Buffer.from(bytes).toString();
}

test('a write replaces the version that was read, again and again', async () => {
  const file = new OneFile('{}');
  const files = new SiteFiles(file.client);
  assert.equal(text(await files.read(path)), '{}');
  assert.equal(await files.write(path, Buffer.from('{"a":1}')), true);
  assert.equal(await files.write(path, Buffer.from('{"a":2}')), true);
  assert.deepEqual(file.tags, ['"1"', '"2"']);
  assert.equal(String(file.content), '{"a":2}');
});

test('a version of somebody else is not replaced, unless it is forced', async () => {
  const file = new OneFile('{}');
  const files = new SiteFiles(file.client);
  await files.read(path);
  file.change('{"theirs":1}');
  assert.equal(await files.write(path, Buffer.from('{"mine":1}')), false);
  assert.equal(String(file.content), '{"theirs":1}');
  assert.equal(await files.write(path, Buffer.from('{"mine":1}'), { force: true }), true);
  assert.equal(String(file.content), '{"mine":1}');
});

test('a file that nobody read is only written when it is new', async () => {
  const file = new OneFile('{}');
  assert.equal(await new SiteFiles(file.client).write(path, Buffer.from('x')), false);
  assert.deepEqual(file.tags, [undefined]);
});

test('what the editor was told by a look at the file is what it may replace', async () => {
  const file = new OneFile('{}');
  const files = new SiteFiles(file.client);
  await files.read(path);
  await files.stat(path);
  file.change('{"theirs":1}');
  assert.equal((await files.stat(path))?.mtimeMs, 2000);
  assert.equal(await files.write(path, Buffer.from('{"mine":1}')), true);
});

test('a change between a write and the first look after it is a conflict, because the editor takes it for its own', async () => {
  const file = new OneFile('{}');
  const files = new SiteFiles(file.client);
  await files.read(path);
  await files.write(path, Buffer.from('{"mine":1}'));
  file.change('{"theirs":1}');
  await files.stat(path);
  assert.equal(await files.write(path, Buffer.from('{"mine":2}')), false);
});

test('of a long log the last whole lines are read, and the first line tells what is missing', async () => {
  for (const honoursRanges of [true, false]) {
    const lines = Array.from({ length: 100 }, (_, index) => `line ${String(index).padStart(3, '0')}\n`);
    const file = new OneFile(lines.join(''));
    file.honoursRanges = honoursRanges;
    const read = text(await new SiteFiles(file.client).readEnd(path, leftOut, 40));
    assert.equal(read, '[864 left out]\nline 096\nline 097\nline 098\nline 099\n');
  }
});

test('a short log is read as it is', async () => {
  const file = new OneFile('one\ntwo\n');
  assert.equal(text(await new SiteFiles(file.client).readEnd(path, leftOut, 40)), 'one\ntwo\n');
});

test('a file that is not there is undefined', async () => {
  const files = new SiteFiles(new OneFile('').client);
  assert.equal(await files.stat('site/other'), undefined);
  assert.equal(await files.readEnd('site/other', leftOut), undefined);
});
