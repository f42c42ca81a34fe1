import assert from 'node:assert/strict';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { readZipEntries } from '../../../src/core/packaging/readZipEntries';
import { utcZone } from '../../../src/core/schedule/zones';
import { unzip } from '../../../src/host/unzip';
import { rawZip } from '../../support/rawZip';
import type { FuzzTarget } from '../fuzzTarget';
import { mutatedBytes } from '../mutations';

/** Longer than any of these small archives takes; what hangs fails. */
const limitMs = 10_000;

const seeds = [
  rawZip([
    { name: 'run.js', content: 'x' },
    { name: 'lib/', content: '' },
    { name: 'lib/a.txt', content: 'yy' },
  ]),
  rawZip([
    { name: '../../outside/evil.txt', content: 'x' },
    { name: '/etc/evil', content: 'x' },
  ]),
  rawZip([
    { name: 'way/evil.txt', content: 'x' },
    { name: 'link', content: '../../outside', unixMode: 0o120777 },
  ]),
  rawZip([{ name: '..\\..\\outside\\evil.txt', content: 'x' }, { name: 'C:\\evil', content: 'x' }, { name: 'a\0b' }]),
  rawZip([
    { name: 'a', content: 'file' },
    { name: 'a/b', content: 'below a file' },
    { name: 'A', content: 'x' },
  ]),
  rawZip([]),
];

/** Archives: they are unpacked or refused, in time, and nothing is written outside of the site's folder. */
export function archives(): FuzzTarget {
  const property = fc.asyncProperty(mutatedBytes(seeds), fc.constantFrom('windows', 'linux'), async (bytes, flavor) => {
    const scratch = mkdtempSync(join(tmpdir(), 'webjobs-fuzz-'));
    try {
      const archive = join(scratch, 'upload.zip');
      const root = join(scratch, 'home');
      mkdirSync(join(root, 'site'), { recursive: true });
      mkdirSync(join(scratch, 'outside'));
      writeFileSync(join(scratch, 'outside', 'kept.txt'), 'kept');
      symlinkSync(join(scratch, 'outside'), join(root, 'site', 'way'));
      writeFileSync(archive, bytes);
      await inTime('reading the directory', settled(readZipEntries(archive)));
      await inTime('unpacking', settled(unzip(archive, { root, segments: ['site'], flavor, zone: utcZone })));

      assert.deepEqual(readdirSync(scratch).sort(), ['home', 'outside', 'upload.zip']);
      assert.deepEqual(readdirSync(join(scratch, 'outside')), ['kept.txt']);
      assert.equal(readFileSync(join(scratch, 'outside', 'kept.txt'), 'utf8'), 'kept');
      assert.deepEqual(readdirSync(root), ['site']);
      const links = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
        lstatSync(join(root, path)).isSymbolicLink(),
      );
      assert.deepEqual(
        links.filter((path) => path !== join('site', 'way')),
        [],
      );
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  });
  return { name: 'archives', property };
}

async function settled(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof Error);
  }
}

async function inTime(what: string, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not end within ${limitMs} ms`)), limitMs);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
