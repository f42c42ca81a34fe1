import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utcZone, findZone } from '../../../src/core/schedule/zones';
import { fileEtag, ticksOf } from '../../../src/host/etags';
import { unzip } from '../../../src/host/unzip';
import { dosTimeOf, rawZip, type RawZipEntry } from '../../support/rawZip';

/** A case of zip-times.json; its members are explained in the README beside the recordings. */
type ZipTimesCase =
  | {
      readonly kind: 'mtime';
      readonly dos_date: number;
      readonly dos_time: number;
      readonly extra_base64?: string;
      readonly expected: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'etag';
      readonly mtime: string;
      readonly ticks: string;
      readonly expected: { readonly etag: string };
    }
  | {
      readonly kind: 'extract';
      readonly time_zone?: string;
      readonly existing?: Readonly<Record<string, string>>;
      readonly entries: readonly { readonly name: string; readonly dos: string; readonly content?: string }[];
      readonly expected: {
        readonly files?: Readonly<Record<string, { readonly content: string; readonly mtime: string }>>;
        readonly folders?: readonly string[];
        readonly written?: readonly string[];
      };
    };

export const concurrency = 4;

export async function runCase(vectorCase: ZipTimesCase): Promise<void> {
  switch (vectorCase.kind) {
    case 'etag':
      runEtagCase(vectorCase);
      break;
    case 'mtime':
      for (const [zone, expected] of Object.entries(vectorCase.expected)) {
        const { dos_date: dosDate, dos_time: dosTime, extra_base64: extra } = vectorCase;
        const entry = { name: 'file', dosDate, dosTime, ...(extra && { extra: Buffer.from(extra, 'base64') }) };
        const { files } = await extract({}, [entry], zone);
        assert.equal(files.file?.mtime, expected, zone);
      }
      break;
    case 'extract':
      await runExtractCase(vectorCase);
      break;
  }
}

function runEtagCase({ mtime, ticks, expected }: ZipTimesCase & { kind: 'etag' }): void {
  const [, whole = '', fraction = ''] = /^(.*?)(?:\.(\d+))?Z$/.exec(mtime) ?? [];
  const nanoseconds = BigInt(Date.parse(`${whole}Z`)) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
  assert.deepEqual(
    { ticks: ticksOf(nanoseconds).toString(), etag: fileEtag(nanoseconds) },
    { ticks, etag: expected.etag },
  );
}

async function runExtractCase({
  existing = {},
  entries,
  expected,
  time_zone: zone,
}: ZipTimesCase & { kind: 'extract' }): Promise<void> {
  const raw = entries.map(({ name, dos, content = '' }) => {
    const { date: dosDate, time: dosTime } = dosTimeOf(dos);
    return { name, content, dosDate, dosTime };
  });
  const { files, folders } = await extract(existing, raw, zone ?? 'UTC');
  if (expected.files) assert.deepEqual(files, expected.files);
  if (expected.folders) assert.deepEqual(folders, expected.folders);
  if (expected.written) assert.deepEqual(Object.keys(files), expected.written);
}

interface Extracted {
  readonly files: Record<string, { content: string; mtime: string }>;
  readonly folders: string[];
}

/** Stands in the results for the time of a file that the archive has not touched. */
const unchanged = new Date('2001-02-03T04:05:06Z');

async function extract(
  existing: Readonly<Record<string, string>>,
  entries: readonly RawZipEntry[],
  zone: string,
): Promise<Extracted> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'webjobs-zip-')));
  try {
    const target = join(root, 'site', 'target');
    await mkdir(target, { recursive: true });
    for (const [name, content] of Object.entries(existing)) {
      await writeFile(join(target, name), content);
      await utimes(join(target, name), unchanged, unchanged);
    }
    const archive = join(root, 'archive.zip');
    await writeFile(archive, rawZip(entries));
    const options = {
      root: join(root, 'site'),
      segments: ['target'],
      flavor: 'windows',
      zone: findZone(zone) ?? utcZone,
    } as const;
    await unzip(archive, options);
    assert.deepEqual(await readdir(join(root, 'site')), ['target'], 'written beside the target');
    return await contentsOf(target);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function contentsOf(folder: string): Promise<Extracted> {
  const result: Extracted = { files: {}, folders: [] };
  for (const path of (await readdir(folder, { recursive: true })).sort()) {
    const { mtime, isDirectory } = await stat(join(folder, path)).then((found) => ({
      mtime: found.mtime,
      isDirectory: found.isDirectory(),
    }));
    if (isDirectory) result.folders.push(path);
    else {
      const time = mtime.getTime() === unchanged.getTime() ? '{unchanged}' : mtime.toISOString().replace('.000Z', 'Z');
      result.files[path] = { content: await readFile(join(folder, path), 'utf8'), mtime: time };
    }
  }
  return result;
}
