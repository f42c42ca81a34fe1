import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../base/logger';
import type { JobKey } from '../jobs/job';
import { engineClosed } from './engineErrors';
import { Escapees } from './escapees';
import { nameKey } from './jobCatalog';
import { JobProcess, type JobProcessRequest } from './jobProcess';
import { journalFolder } from './leftovers';
import { markVariable, type ProcessTable, withDescendants } from './processTable';
import { killProcesses, type ProcessIdentity, signalProcess } from './terminate';
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
  /** By mark: what ended processes left behind in their sessions. */
  private readonly strays = new Map<string, readonly ProcessIdentity[]>();
  private readonly watchdog: Watchdog;
  private readonly escapees: Escapees | undefined;
  private journalWrites: Promise<void> = Promise.resolve();
  private firstJournal: Promise<void> | undefined;
  private readonly starting = new Set<Promise<unknown>>();
  private isClosing = false;
  private isClosed = false;

  constructor(private readonly options: ProcessKeeperOptions) {
    this.watchdog = new Watchdog(this.engineMark, options.logger);
    const { inspector } = options.table;
    this.escapees = inspector && new Escapees({ inspector, ...this.singles });
  }

  /** The mark of a job's processes, for their environment. */
  markOf(key: JobKey): string {
    return `${this.engineMark}${key.kind}/${encodeURIComponent(nameKey(key.name))};`;
  }

  /** Throws UserError `engine-closed` once {@link close} has been called. */
  async start(request: JobProcessRequest): Promise<KeptProcess> {
    if (this.isClosing) throw engineClosed();
    const started = this.startNow(request);
    this.starting.add(started);
    try {
      return await started;
    } finally {
      this.starting.delete(started);
    }
  }

  /** Kills what is left of a job, the process and its whole tree included. */
  async kill(key: JobKey, present?: ProcessIdentity): Promise<void> {
    const mark = this.markOf(key);
    const left = [...this.straysOf(mark), ...(this.escapees?.ofMark(mark) ?? [])];
    await killProcesses(this.options.table, { mark, roots: [...(present ? [present] : []), ...left] });
    for (const process of this.straysOf(mark)) this.singles.onGone(process);
    this.strays.delete(mark);
  }

  /** Sends a process the signal that asks it to end; it need not obey. */
  async askToEnd(identity: ProcessIdentity): Promise<void> {
    await signalProcess(this.options.table, identity, 'SIGTERM');
  }

  /** CPU time of a process tree in milliseconds. */
  async cpuMs(rootPid: number): Promise<number> {
    const entries = await this.options.table.list();
    const tree = withDescendants(entries, [rootPid]);
    return entries.reduce((total, entry) => total + (tree.has(entry.pid) ? entry.cpuMs : 0), 0);
  }

  /** Kills everything this engine started. */
  async close(): Promise<void> {
    this.isClosing = true;
    // What is just being started cannot be found before it runs.
    await Promise.allSettled(this.starting);
    const roots = [...this.journal.values()];
    await killProcesses(this.options.table, { mark: this.engineMark, roots });
    this.escapees?.dispose();
    await this.watchdog.stop();
    this.isClosed = true;
    await this.journalWrites;
    await rm(this.journalPath, { force: true });
  }

  private async startNow(request: JobProcessRequest): Promise<KeptProcess> {
    // A journal, if only an empty one, tells the next engine this one's mark, by which it finds the first process too.
    this.firstJournal ??= this.writeJournal();
    await Promise.all([this.firstJournal, this.watchdog.start()]);
    const process = await JobProcess.start(request);
    const entry = await this.options.table.find(process.pid);
    const kept: KeptProcess = { process, pid: process.pid, startedAt: entry?.startedAt ?? '' };
    this.remember(kept);
    const root = { pid: kept.pid, startedAt: kept.startedAt, mark: request.environment[markVariable] ?? '' };
    this.escapees?.add(root);
    void process.exited.then(() => {
      this.escapees?.remove(root);
      return this.noteExit(root.mark, kept);
    });
    return kept;
  }

  private get journalPath(): string {
    return join(journalFolder(this.options.dataFolder), `${this.engineId}.json`);
  }

  private get engineMark(): string {
    return `${this.options.siteId}:${this.engineId}:`;
  }

  /**
   * What a dead process leaves in its session is remembered while the session's number cannot belong to anybody else:
   * such a child may have cleared its environment and lost its parent.
   */
  private async noteExit(mark: string, root: ProcessIdentity): Promise<void> {
    const entries = await this.options.table.list();
    const left = entries.filter((entry) => entry.sessionId === root.pid && entry.pid !== root.pid);
    this.journal.delete(root.pid);
    this.watchdog.remove(root.pid);
    if (left.length > 0) this.strays.set(mark, [...this.straysOf(mark), ...left]);
    for (const process of left) this.singles.onFound(process);
    await this.writeJournal();
  }

  /** Processes without the mark and a session of their job: the watchdog and the next engine find them one by one. */
  private readonly singles = {
    onFound: ({ pid, startedAt }: ProcessIdentity): void => {
      this.journal.set(pid, { pid, startedAt });
      this.watchdog.addSingle({ pid, startedAt });
      void this.writeJournal();
    },
    onGone: ({ pid, startedAt }: ProcessIdentity): void => {
      this.journal.delete(pid);
      this.watchdog.removeSingle({ pid, startedAt });
      void this.writeJournal();
    },
  };

  private straysOf(mark: string): readonly ProcessIdentity[] {
    return this.strays.get(mark) ?? [];
  }

  private remember(identity: ProcessIdentity): void {
    this.journal.set(identity.pid, { pid: identity.pid, startedAt: identity.startedAt });
    this.watchdog.add(identity.pid);
    void this.writeJournal();
  }

  private writeJournal(): Promise<void> {
    this.journalWrites = this.journalWrites
      .then(async () => {
        if (this.isClosed) return;
        await mkdir(journalFolder(this.options.dataFolder), { recursive: true });
        await writeFile(this.journalPath, JSON.stringify([...this.journal.values()]));
      })
      .catch((error: unknown) =>
        this.options.logger.warn(`The journal of processes cannot be written: ${String(error)}`),
      );
    return this.journalWrites;
  }
}
