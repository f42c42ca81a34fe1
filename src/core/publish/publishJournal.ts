import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobKey } from '../jobs/job';

/**
 * How far a publish has come. Up to `changing` it can be undone, from `committed` on it is finished:
 * - `prepared`: nothing on the site has been touched;
 * - `stopping`: the job may have been asked to stop;
 * - `changing`: files may have been written or deleted;
 * - `committed`: all files are as planned; the job may have to be started;
 * - `done`: kept so that the publish can be undone later.
 */
export type PublishPhase = 'prepared' | 'stopping' | 'changing' | 'committed' | 'done';

/** One file that a publish changes on the site. */
export interface JournalChange {
  /** The spelling on the site, relative to the job's folder there. */
  readonly path: string;
  /** What was there; null when nothing was. `backup` names the copy in the record's folder. */
  readonly before: { readonly size: number; readonly mtimeMs: number; readonly backup: string } | null;
  /** What is there afterwards; null when it is deleted. */
  readonly after: { readonly size: number; readonly storedMs: number } | null;
}

/** What a crash must not make us forget. Holds no secret. */
export interface PublishJournal {
  readonly version: 1;
  readonly id: string;
  /** Origin of the SCM site, or what else it is called by (`ScmClient.siteId`). */
  readonly site: string;
  readonly job: JobKey;
  /** The job's folder below the site's root. */
  readonly targetFolder: string;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly phase: PublishPhase;
  /** The job ran before, and has to run again. */
  readonly mustRestart: boolean;
  /** Where the script lies that the site starts after the publish, and where it lay before; relative, empty at the top. */
  readonly scriptFolder: string;
  readonly formerScriptFolder: string;
  /** The job's folder was not there before. */
  readonly isNewFolder: boolean;
  /** Folders that come into being, relative, the outer ones first. */
  readonly newFolders: readonly string[];
  readonly changes: readonly JournalChange[];
  /** IANA name of the zone in which the site reads archive times, and how far it is off. */
  readonly zone: string;
  readonly shiftMs: number;
}

const journalName = 'journal.json';

/** The journals and backups of publishes, in a folder of this computer. Several processes may use it. */
export class PublishStore {
  constructor(readonly folder: string) {}

  /** Begins a record; it is on disk when the promise resolves. */
  async create(journal: Omit<PublishJournal, 'version' | 'id' | 'phase'>): Promise<PublishRecord> {
    const id = `${journal.startedAt.replace(/\D/g, '').slice(0, 14)}-${randomUUID().slice(0, 8)}`;
    const record = new PublishRecord(join(this.folder, id), { ...journal, version: 1, id, phase: 'prepared' });
    await mkdir(record.backupFolder, { recursive: true });
    await record.save();
    return record;
  }

  /** All records, the oldest first. What cannot be read is no record. */
  async list(): Promise<PublishRecord[]> {
    const names = await readdir(this.folder).catch(() => []); // no folder, no records
    const records = await Promise.all(names.sort().map((name) => readRecord(join(this.folder, name))));
    return records.filter((record) => record !== undefined);
  }

  /** The records of one job on one site, the oldest first. */
  async listOf(site: string, job: JobKey): Promise<PublishRecord[]> {
    const records = await this.list();
    return records.filter(
      ({ journal }) =>
        journal.site === site &&
        journal.job.kind === job.kind &&
        journal.job.name.toLowerCase() === job.name.toLowerCase(),
    );
  }
}

/** One publish with its backup. */
export class PublishRecord {
  constructor(
    readonly folder: string,
    private current: PublishJournal,
  ) {}

  get journal(): PublishJournal {
    return this.current;
  }

  get backupFolder(): string {
    return join(this.folder, 'files');
  }

  /** Whether the site may be in a state in between. */
  get isUnfinished(): boolean {
    return this.current.phase !== 'done';
  }

  backupFile(backup: string): string {
    return join(this.backupFolder, backup);
  }

  async update(change: Partial<Pick<PublishJournal, 'phase' | 'mustRestart' | 'shiftMs' | 'changes'>>): Promise<void> {
    this.current = { ...this.current, ...change };
    await this.save();
  }

  /** Written beside and renamed, so that a crash leaves the former state or this one. */
  async save(): Promise<void> {
    const file = join(this.folder, journalName);
    await writeFile(`${file}.tmp`, JSON.stringify(this.current, undefined, 1));
    await rename(`${file}.tmp`, file);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function readRecord(folder: string): Promise<PublishRecord | undefined> {
  try {
    const journal = JSON.parse(await readFile(join(folder, journalName), 'utf8')) as Partial<PublishJournal>;
    return journal.version === 1 && journal.phase !== undefined
      ? new PublishRecord(folder, journal as PublishJournal)
      : undefined;
  } catch {
    return undefined; // another program's folder, or one whose journal was never completed: the site was not touched
  }
}
