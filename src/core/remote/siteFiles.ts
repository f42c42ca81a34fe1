import { message } from '../base/message';
import { UserError } from '../base/userError';
import { RemoteError } from './remoteError';
import type { RemoteEntry } from './remoteFile';
import { bytesBody, type FileContent, type ScmClient } from './scmClient';

/** Of a longer log only the end is read. */
export const maxLogBytes = 1024 * 1024;

/** Any other file beyond this is not opened: the editor would only stumble. */
export const maxFileBytes = 16 * 1024 * 1024;

/** The calls that {@link SiteFiles} needs of a client. */
export type SiteFileClient = Pick<ScmClient, 'host' | 'listFolder' | 'readFile' | 'writeFile'>;

/** What a file came to when it was last looked at. */
interface Version {
  readonly etag: string;
  readonly mtimeMs: number | undefined;
}

/**
 * Files of one site as an editor reads and writes them. It remembers the tag of the version that the editor was told
 * about, and a write replaces that version only. Paths are relative to `HOME`.
 */
export class SiteFiles {
  private readonly versions = new Map<string, Version>();

  constructor(private readonly client: SiteFileClient) {}

  /** Undefined when there is nothing at that path. */
  async stat(path: string): Promise<RemoteEntry | undefined> {
    if (path === '') return { name: '', isFolder: true, size: 0, mtimeMs: 0 };
    const [folder, name] = splitPath(path);
    const listing = await this.client.listFolder(folder);
    const entry = listing?.entries.find((each) => each.name === name);
    const known = this.versions.get(path);
    // The editor compares the times itself and asks its user; what it writes after that is meant for this version.
    if (entry && known && known.mtimeMs !== entry.mtimeMs) await this.learn(path, known, entry.mtimeMs);
    return entry;
  }

  async list(folder: string): Promise<readonly RemoteEntry[] | undefined> {
    return (await this.client.listFolder(folder))?.entries;
  }

  /** The whole file; undefined when it is missing. */
  async read(path: string): Promise<Uint8Array | undefined> {
    const answer = await this.client.readFile(path, async ({ chunks, etag }) => {
      const { bytes, isCut } = await collect(chunks, maxFileBytes, 'start');
      if (isCut) throw tooLarge(path, this.client.host);
      return { bytes, etag };
    });
    if (answer.state !== 'read') return undefined;
    const { bytes, etag } = answer.value;
    if (etag !== null) this.versions.set(path, { etag, mtimeMs: undefined });
    return bytes;
  }

  /** The end of a log, with a first line that tells when something is left out; undefined when it is missing. */
  async readEnd(
    path: string,
    leftOut: (bytes: number) => string,
    maxBytes = maxLogBytes,
  ): Promise<Uint8Array | undefined> {
    const size = (await this.stat(path))?.size;
    if (size === undefined) return undefined;
    const fromByte = Math.max(0, size - maxBytes);
    const read = async ({ chunks, isPartial }: FileContent): Promise<Uint8Array> => {
      const { bytes, isCut, total } = await collect(chunks, maxBytes, 'end');
      const missing = (isPartial ? fromByte : 0) + total - bytes.length;
      if (!isCut && missing === 0) return bytes;
      // A cut in the middle of a line would show a line that was never written.
      const lineEnd = bytes.indexOf(0x0a);
      const text = lineEnd === -1 ? bytes : bytes.subarray(lineEnd + 1);
      return Buffer.concat([Buffer.from(`${leftOut(missing + bytes.length - text.length)}\n`), text]);
    };
    const answer = await this.client.readFile(path, read, fromByte > 0 ? { fromByte } : {});
    if (answer.state === 'read') return answer.value;
    // The log was rolled over between the two calls, and the new one is shorter.
    if (answer.state !== 'past-end') return undefined;
    const again = await this.client.readFile(path, read);
    return again.state === 'read' ? again.value : undefined;
  }

  /**
   * Replaces the version that was read, or makes a file that was not there.
   *
   * @param options.force replaces whatever is there.
   * @returns false when the site holds another version.
   */
  async write(path: string, content: Uint8Array, { force = false } = {}): Promise<boolean> {
    const known = this.versions.get(path);
    const ifMatch = force ? '*' : known?.etag;
    try {
      const etag = await this.client.writeFile(path, bytesBody(content), ifMatch === undefined ? {} : { ifMatch });
      // Without a tag in the answer the next read tells it.
      if (etag === null) this.versions.delete(path);
      else this.versions.set(path, { etag, mtimeMs: undefined });
      return true;
    } catch (error) {
      if (error instanceof RemoteError && error.kind === 'changed') return false;
      throw error;
    }
  }

  private async learn(path: string, known: Version, mtimeMs: number): Promise<void> {
    const answer = await this.client.readFile(
      path,
      async ({ chunks, etag }) => {
        await collect(chunks, 0, 'end');
        return etag;
      },
      { etag: known.etag },
    );
    if (answer.state === 'unchanged') this.versions.set(path, { ...known, mtimeMs });
    // The first look after a read or a write is taken for that version: another one is met by the next write, as a conflict.
    else if (known.mtimeMs === undefined) return;
    else if (answer.state === 'read' && answer.value !== null) this.versions.set(path, { etag: answer.value, mtimeMs });
    else this.versions.delete(path);
  }
}

/** Folder and name of a path. */
export function splitPath(path: string): readonly [folder: string, name: string] {
  const slash = path.lastIndexOf('/');
  return [path.slice(0, Math.max(0, slash)), path.slice(slash + 1)];
}

interface Collected {
  readonly bytes: Uint8Array;
  /** Something is left out at the other end. */
  readonly isCut: boolean;
  readonly total: number;
}

/** At most `maxBytes` from the start or the end of a stream; from the start, it stops to read. */
async function collect(chunks: AsyncIterable<Uint8Array>, maxBytes: number, side: 'start' | 'end'): Promise<Collected> {
  let kept: Uint8Array[] = [];
  let keptBytes = 0;
  let total = 0;
  for await (const chunk of chunks) {
    kept.push(chunk);
    keptBytes += chunk.length;
    total += chunk.length;
    if (side === 'start' && total > maxBytes) break;
    // Twice the limit before it is cut, so that each byte is copied once on average.
    if (side === 'end' && keptBytes > 2 * maxBytes) {
      kept = maxBytes === 0 ? [] : [Buffer.concat(kept).subarray(-maxBytes)];
      keptBytes = maxBytes;
    }
  }
  const all = Buffer.concat(kept);
  const start = side === 'end' ? Math.max(0, all.length - maxBytes) : 0;
  const bytes = all.subarray(start, start + maxBytes);
  return { bytes, isCut: total > maxBytes, total };
}

function tooLarge(path: string, host: string): UserError {
  return new UserError(
    'site-file-too-large',
    message('{path} on {host} is larger than {size} MB. Download it with an FTP or Kudu client to look at it.', {
      path,
      host,
      size: maxFileBytes / 1024 / 1024,
    }),
  );
}
