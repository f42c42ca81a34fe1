import { randomUUID } from 'node:crypto';
import { watch } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Disposable, toDisposable } from '../base/disposable';
import { systemErrorCode } from '../base/userError';
import type { SiteSpec } from '../runner/sitePaths';
import { canonicalPath, shortHash } from './userStateFolder';

/** Where a running host can be reached, and how; only its user may read it. */
export interface HostEntry {
  readonly protocolVersion: number;
  readonly version: string;
  readonly pid: number;
  /** Scheme, address and port. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** The site's root or jobs root, for people. */
  readonly site: string;
}

/** The place where hosts announce themselves, one file for each; clients find the host of their site by its key. */
export class HostRegistry {
  private readonly folder: string;

  constructor(private readonly userState: string) {
    this.folder = join(userState, 'hosts');
  }

  /** What the host of this site holds locked while it lives; see `osLock.ts`. */
  lockPath(key: string): string {
    return join(this.folder, `${key}.lock`);
  }

  /** What the host of this site tells beside its answers. */
  logPath(key: string): string {
    return join(this.folder, `${key}.log`);
  }

  /** For working copies and shutdown files of the site's host. */
  tempFolder(key: string): string {
    return join(this.userState, 'temp', key);
  }

  /** Undefined when no host has announced itself, or what is there is no announcement. */
  async read(key: string): Promise<HostEntry | undefined> {
    let text: string;
    try {
      text = await readFile(this.entryPath(key), 'utf8');
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
    try {
      const entry = JSON.parse(text) as Partial<HostEntry> | null;
      const isEntry =
        typeof entry?.url === 'string' && typeof entry.user === 'string' && typeof entry.password === 'string';
      return isEntry ? (entry as HostEntry) : undefined;
    } catch {
      // A damaged file announces nobody; the next host replaces it.
      return undefined;
    }
  }

  /** Every host that has announced itself; one that was killed may be among them. */
  async all(): Promise<readonly HostEntry[]> {
    const names = await readdir(this.folder).catch(() => []);
    const keys = names.flatMap((name) => /^(.+)\.json$/.exec(name)?.[1] ?? []);
    return (await Promise.all(keys.map((key) => this.read(key)))).filter((entry) => entry !== undefined);
  }

  /** Announces a host; readers see the whole entry or none. */
  async write(key: string, entry: HostEntry): Promise<void> {
    await this.makeFolder();
    const temporary = join(this.folder, `${key}.${randomUUID()}`);
    await writeFile(temporary, JSON.stringify(entry), { mode: 0o600, flag: 'wx' });
    await rename(temporary, this.entryPath(key));
  }

  /** Calls back when hosts come or go, possibly more often. The watch keeps no process alive. */
  async watch(onChange: () => void): Promise<Disposable> {
    await this.makeFolder();
    const watcher = watch(this.folder, { persistent: false }, onChange);
    // A folder that is taken away announces nobody any more.
    watcher.on('error', () => watcher.close());
    return toDisposable(() => watcher.close());
  }

  async remove(key: string): Promise<void> {
    await rm(this.entryPath(key), { force: true });
  }

  /** Makes the folder, open to its user alone because it holds credentials. */
  async makeFolder(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await chmod(this.folder, 0o700);
  }

  private entryPath(key: string): string {
    return join(this.folder, `${key}.json`);
  }
}

/** The same for every spelling of the same site; jobs with their data in another place are another site. */
export async function siteKey(spec: SiteSpec): Promise<string> {
  if (spec.type === 'home') return keyOf(spec.type, await canonicalPath(spec.home));
  const data = await canonicalPath(spec.dataFolder ?? spec.stateFolder);
  if (spec.type === 'folder') return keyOf(spec.type, await canonicalPath(spec.jobsRoot), data);
  return keyOf(spec.type, await canonicalPath(spec.folder), spec.kind, spec.name, data);
}

function keyOf(...parts: readonly string[]): string {
  return shortHash(JSON.stringify(parts));
}
