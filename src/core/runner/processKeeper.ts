import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../base/logger';
import type { JobKey } from '../jobs/job';
import { nameKey } from './jobCatalog';
import { JobProcess, type JobProcessRequest } from './jobProcess';
import { journalFolder } from './leftovers';
import { type ProcessTable, withDescendants } from './processTable';
import { findProcesses, killProcesses, type ProcessIdentity, signalProcess } from './terminate';
import { Watchdog } from './watchdog';

export interface ProcessKeeperOptions {
  readonly table: ProcessTable;
  /** Names the site in marks. */
  readonly siteId: string;
  /** The site's data folder. */
  readonly dataFolder: string;
  readonly logger: Logger;
}

/** A job's process with what is needed to find it again. */
export interface KeptProcess extends ProcessIdentity {
  readonly process: JobProcess;
}

/**
 * Starts, counts and ends the processes of one engine, so that nothing survives (E8): every process carries the engine's
 * mark, a watchdog kills the marked ones when the engine dies, and a journal lets the next engine finish what neither did.
 */
export class ProcessKeeper {
  /** Unique for each engine. */
  readonly engineId = randomBytes(8).toString('hex');
  private readonly journal = new Map<number, ProcessIdentity>();
  private readonly watchdog: Watchdog;
  private journalWrites: Promise<void> = Promise.resolve();

  constructor(private readonly options: ProcessKeeperOptions) {
    this.watchdog = new Watchdog(this.engineMark, options.logger);
  }

  /** The mark of a job's processes, for their environment. */
  markOf(key: JobKey): string {
    return `${this.engineMark}${key.kind}/${encodeURIComponent(nameKey(key.name))};`;
  }

  async start(request: JobProcessRequest): Promise<KeptProcess> {
    await this.watchdog.start();
    const process = await JobProcess.start(request);
    const entry = (await this.options.table.list()).find(({ pid }) => pid === process.pid);
    const kept: KeptProcess = { process, pid: process.pid, startedAt: entry?.startedAt ?? '' };
    this.remember(kept);
    void process.ended.then(() => this.forget(kept.pid));
    return kept;
  }

  /** Kills what is left of a job, the process and its whole tree included. */
  async kill(key: JobKey, present?: ProcessIdentity): Promise<void> {
    await killProcesses(this.options.table, { mark: this.markOf(key), roots: present ? [present] : [] });
  }

  /** Sends a process the signal that asks it to end; it need not obey. */
  async askToEnd(identity: ProcessIdentity): Promise<void> {
    await signalProcess(this.options.table, identity, 'SIGTERM');
  }

  /** Pids of a job's processes that are alive. */
  async pidsOf(key: JobKey, present?: ProcessIdentity): Promise<readonly number[]> {
    const found = await findProcesses(this.options.table, { mark: this.markOf(key), roots: present ? [present] : [] });
    return found.map(({ pid }) => pid);
  }

  /** CPU time of a process tree in milliseconds. */
  async cpuMs(rootPid: number): Promise<number> {
    const entries = await this.options.table.list();
    const tree = withDescendants(entries, [rootPid]);
    return entries.reduce((total, entry) => total + (tree.has(entry.pid) ? entry.cpuMs : 0), 0);
  }

  /** Kills everything this engine started. */
  async close(): Promise<void> {
    const roots = [...this.journal.values()];
    await killProcesses(this.options.table, { mark: this.engineMark, roots });
    await this.watchdog.stop();
    this.journal.clear();
    await this.writeJournal();
  }

  private get engineMark(): string {
    return `${this.options.siteId}:${this.engineId}:`;
  }

  private remember(identity: ProcessIdentity): void {
    this.journal.set(identity.pid, { pid: identity.pid, startedAt: identity.startedAt });
    this.watchdog.add(identity.pid);
    void this.writeJournal();
  }

  private forget(pid: number): void {
    this.journal.delete(pid);
    this.watchdog.remove(pid);
    void this.writeJournal();
  }

  private writeJournal(): Promise<void> {
    this.journalWrites = this.journalWrites
      .then(async () => {
        const folder = journalFolder(this.options.dataFolder);
        await mkdir(folder, { recursive: true });
        await writeFile(join(folder, `${this.engineId}.json`), JSON.stringify([...this.journal.values()]));
      })
      .catch((error: unknown) =>
        this.options.logger.warn(`The journal of processes cannot be written: ${String(error)}`),
      );
    return this.journalWrites;
  }
}
