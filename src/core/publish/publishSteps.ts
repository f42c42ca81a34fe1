import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../base/clock';
import { mapConcurrently } from '../base/mapConcurrently';
import { message, type Message } from '../base/message';
import { errorMessage, errorText, UserError } from '../base/userError';
import { findScriptFolder } from '../jobs/jobScript';
import { comparePaths, type PackageEntry } from '../packaging/packageEntry';
import { writeZip } from '../packaging/writeZip';
import { RemoteError } from '../remote/remoteError';
import type { RemoteJob } from '../remote/remoteJob';
import { type CallOptions, fileBody, type ScmClient } from '../remote/scmClient';
import { backUpFiles } from './backUpFiles';
import { stopPersistently, waitUntilStarted, waitUntilStopped, type WaitOptions } from './jobState';
import type { PreparedPublish } from './preparePublish';
import { filesBelow } from './preflight';
import type { PublishOptions, PublishResult, PublishStep } from './publishOptions';
import type { JournalChange, PublishRecord } from './publishJournal';
import { foldersAbove, isSent, type PlannedFile } from './publishPlan';
import { startPublished, stopMarker } from './restartJob';
import { createSiteClock, type SiteClock } from './siteClock';
import { findLogEnd, type LogPlace, readStartLog, startWarning } from './startLog';
import { type ObservedFile, observeFiles } from './siteState';
import { measureShift } from './timeShift';

/** Where each step begins on the scale of the whole; the upload is most of it. */
const stepStarts: Readonly<Record<PublishStep, number>> = {
  'backing up': 0,
  packing: 0.15,
  'stopping the job': 0.25,
  uploading: 0.35,
  checking: 0.85,
  'starting the job': 0.92,
};

const concurrentDeletes = 8;

/** Progress is told when a chunk has been taken, so that so much more may be on its way. */
const unseenBytes = 256 * 1024;

/** The single steps of one publish; the order and what follows a failure is the caller's. */
export class PublishSteps {
  private readonly sent: readonly PlannedFile[];
  private readonly deleted: readonly PlannedFile[];
  private readonly call: CallOptions;
  private fraction = 0;
  private isUploadOpen = false;
  /** Where the log of the job ended before it was started again. */
  private logEnd: LogPlace | undefined;

  constructor(
    private readonly client: ScmClient,
    private readonly prepared: PreparedPublish,
    private readonly options: PublishOptions,
  ) {
    this.sent = prepared.plan.files.filter(isSent);
    this.deleted = prepared.plan.files.filter(({ action }) => action === 'delete');
    this.call = options.signal ? { signal: options.signal } : {};
  }

  /** Whether the site may unpack an archive yet whose upload was given up: nearly all of it was on its way. */
  get mayStillUnpack(): boolean {
    return this.isUploadOpen;
  }

  /** Writes the journal. Nothing on the site is touched. */
  async begin(): Promise<PublishRecord> {
    this.options.signal?.throwIfAborted();
    const { request, targetFolder, remote, site, script } = this.prepared;
    const known = new Set(remote.folders);
    const needed = new Set(this.sent.flatMap(({ sitePath }) => foldersAbove(sitePath)));
    return await this.options.store.create({
      site: this.client.siteId,
      job: { kind: request.kind, name: request.name },
      targetFolder,
      startedAt: new Date((this.options.clock ?? systemClock).now()).toISOString(),
      mustRestart: false,
      scriptFolder: script.scriptFolder,
      formerScriptFolder: await findScriptFolder(filesBelow(remote.files.map(({ path }) => path))),
      isNewFolder: !remote.exists,
      newFolders: [...needed].filter((folder) => !known.has(folder)).sort(),
      changes: [...this.sent, ...this.deleted].map(toChange),
      zone: site.zone.ianaName,
      shiftMs: 0,
    });
  }

  /** Brings the site from the old files to the new ones. Whoever catches its error has to undo it. */
  async change(record: PublishRecord): Promise<void> {
    await this.backUp(record);
    const archive = await this.pack(record, createSiteClock(this.prepared.site.zone));
    await this.stop(record);
    await record.update({ phase: 'changing' });
    await this.clearTheWay();
    await this.upload(archive);
    await this.deleteExtras();
    await this.verifyFiles(record);
    this.options.signal?.throwIfAborted();
    await record.update({ phase: 'committed' });
    if (archive !== undefined) await rm(archive.file, { force: true });
  }

  /** Gives a job that was running its state back; undefined when it was not running. */
  async restart(record: PublishRecord): Promise<RemoteJob | undefined> {
    if (!record.journal.mustRestart) return undefined;
    this.progress('starting the job', 0);
    const { request, siteJob } = this.prepared;
    // While the job stands still its log does not grow, so what comes after this is about its start.
    if (siteJob !== undefined) this.logEnd = await this.attempt(findLogEnd(this.client, siteJob, this.waiting()));
    await startPublished(this.client, record.journal, this.uncancelled());
    return await waitUntilStarted(this.client, request.name, this.uncancelled());
  }

  /** Asks the site for the job. A site that does not answer makes the publish unverified, not failed. */
  async verifyJob(started: RemoteJob | undefined): Promise<Omit<PublishResult, 'isChanged'>> {
    const { kind, name } = this.prepared.request;
    const { script, site } = this.prepared;
    const warnings: Message[] = [];
    let job: RemoteJob | undefined;
    try {
      job = started ?? (await this.client.getJob(kind, name));
      if (job === undefined)
        warnings.push(
          message('{host} does not list {name} yet. Look again in a minute.', { host: this.client.host, name }),
        );
    } catch (error) {
      warnings.push(message('The result could not be read back: {reason}', { reason: errorText(error) }));
    }
    const expected = script.runnable ? script.runCommand : null;
    const isScript = job?.runCommand?.toLowerCase() === expected?.toLowerCase();
    if (job !== undefined && !isScript) {
      warnings.push(startsOther(this.client.host, job.runCommand, expected));
    }
    if (job?.error && !site.jobsAreStopped)
      warnings.push(message('The site says about {name}: {text}', { name, text: job.error }));
    const { firstLines, warning } = await this.readStart(job);
    if (warning !== undefined) warnings.push(warning);
    this.progress('starting the job', 1);
    const isVerified = job !== undefined && isScript && warning === undefined;
    return { isVerified, job: job ?? null, warnings, firstLines };
  }

  /** Whether the job that was started runs the new files (P6). */
  private async readStart(job: RemoteJob | undefined): Promise<{ firstLines: readonly string[]; warning?: Message }> {
    if (this.logEnd === undefined || job === undefined || job.status === 'InactiveInstance') return { firstLines: [] };
    const log = await this.attempt(readStartLog(this.client, this.logEnd, this.waiting()));
    if (log === undefined) return { firstLines: [] };
    const warning = startWarning(job, this.prepared.script, log);
    return { firstLines: log.lines, ...(warning !== undefined && { warning }) };
  }

  /** What only adds to the knowledge about a publish does not make it fail. */
  private async attempt<T>(look: Promise<T>): Promise<T | undefined> {
    try {
      return await look;
    } catch (error) {
      this.options.logger?.warn(
        `publish of ${this.prepared.request.name}: the log cannot be read: ${errorMessage(error)}`,
      );
      return undefined;
    }
  }

  private async backUp(record: PublishRecord): Promise<void> {
    this.progress('backing up', 0);
    await backUpFiles(this.client, record, this.prepared.remote.files.length, {
      ...this.call,
      onProgress: (done, total) => this.progress('backing up', total === 0 ? 1 : done / total),
    });
  }

  private async pack(record: PublishRecord, clock: SiteClock): Promise<PackedFiles | undefined> {
    if (this.sent.length === 0) return undefined;
    this.progress('packing', 0);
    const localByPath = new Map(this.prepared.local.entries.map((entry) => [entry.path, entry]));
    const entries = this.sent.map(({ path, sitePath, storedMs }): PackageEntry => {
      const local = localByPath.get(path);
      if (local === undefined || storedMs === undefined)
        throw new RangeError(`${path} is sent but is not a local file.`);
      return { ...local, path: sitePath, mtimeMs: clock.archiveTime(storedMs) };
    });
    const file = join(record.folder, 'upload.zip');
    const bytes = await writeZip(entries.sort(comparePaths), file, {
      ...this.call,
      onProgress: (done, total) => this.progress('packing', total === 0 ? 1 : done / total),
    });
    return { file, bytes };
  }

  /** Stops a running continuous job and waits for it (P5); others need no stop. */
  private async stop(record: PublishRecord): Promise<void> {
    const { request, siteJob } = this.prepared;
    if (request.kind !== 'continuous' || siteJob === undefined) return;
    this.progress('stopping the job', 0);
    if (siteJob.status === 'Stopped') return;
    const marker = stopMarker(record.journal, record.journal.formerScriptFolder);
    const isMarked = this.prepared.remote.files.some(({ path }) => `${this.prepared.targetFolder}/${path}` === marker);
    if (!isMarked) {
      await record.update({ phase: 'stopping', mustRestart: true });
      if (!(await stopPersistently(this.client, siteJob, marker, this.waiting()))) {
        await record.update({ mustRestart: false });
        return;
      }
    }
    await waitUntilStopped(this.client, request.name, this.waiting());
  }

  private async clearTheWay(): Promise<void> {
    await this.delete(this.deleted.filter(({ reason }) => reason === 'in-the-way'));
    for (const folder of this.prepared.plan.foldersInTheWay) {
      await this.client.deleteFolder(`${this.prepared.targetFolder}/${folder}`, this.call);
    }
  }

  private async upload(archive: PackedFiles | undefined): Promise<void> {
    this.progress('uploading', 0);
    if (archive === undefined) return;
    const onProgress = (sent: number): void => {
      this.isUploadOpen = archive.bytes - sent <= unseenBytes;
      this.progress('uploading', sent / archive.bytes);
    };
    onProgress(0);
    const body = fileBody(archive.file, archive.bytes, onProgress);
    try {
      await this.client.putZip(this.prepared.targetFolder, body, this.call);
      this.isUploadOpen = false;
    } catch (error) {
      // With an answer the site has done with it.
      if (error instanceof RemoteError && error.status !== undefined) this.isUploadOpen = false;
      throw error;
    }
  }

  private async deleteExtras(): Promise<void> {
    await this.delete(this.deleted.filter(({ reason }) => reason !== 'in-the-way'));
    for (const folder of emptiedFolders(this.prepared)) {
      await this.client.deleteFolder(`${this.prepared.targetFolder}/${folder}`, this.call);
    }
  }

  private async delete(files: readonly PlannedFile[]): Promise<void> {
    await mapConcurrently(files, concurrentDeletes, async ({ sitePath }) => {
      await this.client.deleteFile(`${this.prepared.targetFolder}/${sitePath}`, this.call);
    });
  }

  /** Reads all changed files back (P6), and sends them once more if the site turns out to live in another zone. */
  private async verifyFiles(record: PublishRecord): Promise<void> {
    this.progress('checking', 0);
    let found = await this.observe(record);
    const shiftMs = measureShift(record.journal.changes, found);
    if (shiftMs !== 0) {
      await record.update({ shiftMs });
      await this.upload(await this.pack(record, createSiteClock(this.prepared.site.zone, shiftMs)));
      found = await this.observe(record);
    }
    const wrong = record.journal.changes.filter(({ path, after }) => found.get(path)?.size !== after?.size);
    if (wrong.length > 0) {
      const names = wrong.slice(0, 5).map(({ path }) => path);
      throw new UserError(
        'publish-not-verified',
        message('{host} does not hold what was sent: {names}. Another program may be writing there; try again.', {
          host: this.client.host,
          names: names.join(', ') + (wrong.length > 5 ? ', …' : ''),
        }),
      );
    }
  }

  private async observe(record: PublishRecord): Promise<ReadonlyMap<string, ObservedFile>> {
    const paths = record.journal.changes.map(({ path }) => path);
    return await observeFiles(this.client, this.prepared.targetFolder, paths, this.call);
  }

  private progress(step: PublishStep, part: number): void {
    const starts = Object.values(stepStarts);
    const start = stepStarts[step];
    const end = starts.find((each) => each > start) ?? 1;
    this.fraction = Math.max(this.fraction, start + (end - start) * Math.min(part, 1));
    this.options.onProgress?.(step, this.fraction);
  }

  private waiting(): WaitOptions {
    return { ...this.uncancelled(), ...this.call };
  }

  private uncancelled(): WaitOptions {
    const { clock, pollMs } = this.options;
    return { ...(clock && { clock }), ...(pollMs !== undefined && { pollMs }) };
  }
}

interface PackedFiles {
  readonly file: string;
  readonly bytes: number;
}

function toChange({ action, sitePath, local, remote, storedMs }: PlannedFile, index: number): JournalChange {
  const before = remote && { size: remote.size, mtimeMs: remote.mtimeMs, backup: String(index).padStart(6, '0') };
  const after = action !== 'delete' && local && storedMs !== undefined ? { size: local.size, storedMs } : null;
  return { path: sitePath, before: before ?? null, after };
}

function startsOther(host: string, actual: string | null, expected: string | null): Message {
  if (actual === null)
    return message('{host} starts nothing instead of {expected}.', { host, expected: expected ?? '' });
  if (expected === null) return message('{host} starts {actual} instead of nothing.', { host, actual });
  return message('{host} starts {actual} instead of {expected}.', { host, actual, expected });
}

/** The folders that hold nothing any more when the plan is carried out, the deepest first. */
function emptiedFolders({ plan }: PreparedPublish): string[] {
  const kept = new Set(
    plan.files.filter(({ action }) => action !== 'delete').flatMap(({ sitePath }) => foldersAbove(sitePath)),
  );
  const touched = new Set(
    plan.files.filter(({ action }) => action === 'delete').flatMap(({ sitePath }) => foldersAbove(sitePath)),
  );
  const blocked = new Set(plan.foldersInTheWay);
  return [...touched].filter((folder) => !kept.has(folder) && !blocked.has(folder)).sort((a, b) => b.length - a.length);
}
