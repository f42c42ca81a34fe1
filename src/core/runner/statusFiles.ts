import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disposable } from '../base/disposable';
import { isOsLockHeld, tryAcquireOsLock } from '../base/osLock';
import type { ContinuousStatus } from './jobSnapshot';

/** The statuses of all instances of a continuous job. */
export interface InstanceStatuses {
  readonly status: ContinuousStatus;
  /** One line for each instance, `{instance} - {status}`. */
  readonly detailedStatus: string;
}

const statusFilePrefix = 'status_';

/**
 * The `status_{instance}` files of a continuous job (kudu-webjobs §1.2, §4.5). An instance holds a lock on its file as
 * long as it lives; a file without one was left by an instance that is gone.
 */
export class StatusFiles implements Disposable {
  private lock: Disposable | undefined;
  private own: ContinuousStatus | undefined;

  constructor(
    private readonly dataFolder: string,
    private readonly instanceId: string,
    private readonly lineEnd = process.platform === 'win32' ? '\r\n' : '\n',
  ) {}

  /** Writes this instance's status. */
  async write(status: ContinuousStatus): Promise<void> {
    this.own = status;
    const path = join(this.dataFolder, `${statusFilePrefix}${this.instanceId}`);
    this.lock ??= await tryAcquireOsLock(path);
    await writeFile(path, JSON.stringify({ Status: status }));
  }

  /** Reads all instances that are alive, and deletes the files of the others, as the service does when it is asked. */
  async readAndPrune(): Promise<InstanceStatuses> {
    return this.readFiles((path) => rm(path, { force: true }));
  }

  /** Reads all instances that are alive. */
  async read(): Promise<InstanceStatuses> {
    return this.readFiles(() => Promise.resolve());
  }

  private async readFiles(onDead: (path: string) => Promise<void>): Promise<InstanceStatuses> {
    const instances: [string, ContinuousStatus][] = [];
    for (const name of (await readdir(this.dataFolder).catch(() => [])).sort()) {
      if (!name.startsWith(statusFilePrefix)) continue;
      const status = await this.readFile(name, onDead);
      if (status) instances.push([name.slice(statusFilePrefix.length), status]);
    }
    if (instances.length === 0) {
      return { status: 'Initializing', detailedStatus: `${this.instanceId} - Initializing` };
    }
    return {
      status: combined(instances.map(([, status]) => status)),
      detailedStatus: instances.map(([instance, status]) => `${instance} - ${status}${this.lineEnd}`).join(''),
    };
  }

  dispose(): void {
    this.lock?.dispose();
    this.lock = undefined;
  }

  private async readFile(name: string, onDead: (path: string) => Promise<void>): Promise<ContinuousStatus | undefined> {
    const path = join(this.dataFolder, name);
    if (this.own !== undefined && name === `${statusFilePrefix}${this.instanceId}`) return this.own;
    if (!(await isOsLockHeld(path))) {
      await onDead(path);
      return undefined;
    }
    return parseContinuousStatus(await readFile(path, 'utf8').catch(() => ''));
  }
}

/** The last listed status, but an inactive instance never hides an active one. */
function combined(statuses: readonly ContinuousStatus[]): ContinuousStatus {
  return statuses.findLast((status) => status !== 'InactiveInstance') ?? 'InactiveInstance';
}

function parseContinuousStatus(text: string): ContinuousStatus {
  try {
    const value = JSON.parse(text) as { Status?: ContinuousStatus } | null;
    return value?.Status ?? 'Initializing';
  } catch {
    // Another instance is just writing it.
    return 'Initializing';
  }
}
