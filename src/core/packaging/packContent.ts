import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { constants, crc32, deflateRaw, deflateRawSync, type ZlibOptions } from 'node:zlib';
import { errorMessage, UserError } from '../base/userError';
import type { PackageEntry } from './packageEntry';

/** The content of a file as it goes into an archive. */
export interface PackedContent {
  readonly data: Buffer;
  /** Otherwise `data` is the content itself. */
  readonly isDeflated: boolean;
  /** Bytes of the content itself. */
  readonly size: number;
  readonly crc: number;
}

const deflateAside = promisify(deflateRaw);

/** Files up to this size are read and packed on the spot: handing them to another thread takes longer than the work. */
const smallBytes = 4 * 1024;

/** Formats that are compressed already: packing them again costs time and gains nothing. */
const storedFormats =
  /\.(?:7z|avif|br|bz2|docx|gif|gz|heic|jar|jpe?g|lz4|mp[34]|nupkg|og[agv]|png|pptx|rar|tgz|war|web[mp]|whl|woff2?|xlsx|xz|zip|zst)$/i;

/** Whether a file is put into an archive as it is. */
export function isStored(path: string): boolean {
  return storedFormats.test(path);
}

/**
 * Reads a file that fits into memory and packs it; other threads do the work where it is worth it.
 * @throws UserError that names the file when it cannot be read, or is not as long as it was when it was collected.
 */
export async function packContent(entry: PackageEntry, signal: AbortSignal): Promise<PackedContent> {
  const isSmall = entry.size <= smallBytes;
  const content = isSmall ? readNow(entry) : await readAside(entry, signal);
  if (content.length !== entry.size) throw fileChanged(entry);
  const stored = { data: content, isDeflated: false, size: content.length, crc: crc32(content) };
  if (content.length === 0 || isStored(entry.path)) return stored;
  const options = deflateOptions(content.length);
  const data = isSmall ? deflateRawSync(content, options) : await deflateAside(content, options);
  return data.length < content.length ? { ...stored, data, isDeflated: true } : stored;
}

/**
 * A window larger than the content gains nothing, but has to be made for each file; and one chunk for all output spares a
 * change of threads for each further one.
 */
function deflateOptions(size: number): ZlibOptions {
  const windowBits = Math.min(Math.max(Math.ceil(Math.log2(size)), 9), constants.Z_MAX_WINDOWBITS);
  return {
    level: constants.Z_BEST_SPEED,
    windowBits,
    memLevel: Math.min(windowBits - 7, constants.Z_DEFAULT_MEMLEVEL),
    chunkSize: size + 1024,
  };
}

function readNow(entry: PackageEntry): Buffer {
  try {
    return readFileSync(entry.file);
  } catch (error) {
    throw fileUnreadable(entry, error);
  }
}

async function readAside(entry: PackageEntry, signal: AbortSignal): Promise<Buffer> {
  try {
    return await readFile(entry.file, { signal });
  } catch (error) {
    throw signal.aborted ? error : fileUnreadable(entry, error);
  }
}

export function fileUnreadable(entry: PackageEntry, cause: unknown): UserError {
  return new UserError(
    'file-unreadable',
    `Cannot read ${entry.path}: ${errorMessage(cause)}. Make it readable, or name it in .webjobsignore to leave it out.`,
    { cause },
  );
}

export function fileChanged(entry: PackageEntry): UserError {
  return new UserError(
    'file-changed',
    `${entry.path} changed while it was being packed. Stop what writes to it, or name it in .webjobsignore, and try again.`,
  );
}
