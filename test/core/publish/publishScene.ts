import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { JobKind } from '../../../src/core/jobs/job';
import { type PreparedPublish, preparePublish, type PublishRequest } from '../../../src/core/publish/preparePublish';
import { publishJob } from '../../../src/core/publish/publishJob';
import { PublishStore } from '../../../src/core/publish/publishJournal';
import type { PublishResult } from '../../../src/core/publish/publishOptions';
import { publishReport, type PublishReport } from '../../../src/core/publish/publishReport';
import type { ScmClient } from '../../../src/core/remote/scmClient';
import { temporaryFolder, type TreeFile, writeTree } from '../../support/fileTree';
import { type LocalSite, type LocalSiteOptions, startLocalSite } from '../../support/localSite';

/** A continuous job that ends soon after it is asked to, and tells its version in its log. It waits without a process. */
export function worker(version: string): string {
  return `echo "version ${version}"\nexec 3<> <(:)\nwhile [ ! -e "$WEBJOBS_SHUTDOWN_FILE" ]; do read -rt 0.02 -u 3; done\n`;
}

/** The lists of a report with nothing in them. */
export const nothing = {
  mode: 'newer' as const,
  added: [],
  replaced: [],
  kept: [],
  deleted: [],
  newerOnSite: [],
  verified: true,
};

export type ReportLists = Omit<PublishReport, 'uploadedBytes' | 'requests' | 'job'>;

/** A local job folder, and a local site that it is published to over HTTP. */
export class PublishScene {
  private constructor(
    readonly site: LocalSite,
    /** The local job folder. */
    readonly folder: string,
    readonly store: PublishStore,
    readonly kind: JobKind,
  ) {}

  static async create(
    t: TestContext,
    files: Record<string, TreeFile>,
    options: LocalSiteOptions & { readonly kind?: JobKind } = {},
  ): Promise<PublishScene> {
    const site = await startLocalSite(t, options);
    const folder = await temporaryFolder(t);
    await writeTree(join(folder, 'job'), files);
    return new PublishScene(
      site,
      join(folder, 'job'),
      new PublishStore(join(folder, 'publishes')),
      options.kind ?? 'triggered',
    );
  }

  /** The job's folder on the site. */
  get siteFolder(): string {
    return join(this.site.home, 'site', 'wwwroot', 'App_Data', 'jobs', this.kind, 'job');
  }

  async prepare(
    client: ScmClient,
    options: Partial<PublishRequest> = {},
    signal?: AbortSignal,
  ): Promise<PreparedPublish> {
    const request = { mode: 'newer' as const, kind: this.kind, name: 'job', ...options, folder: this.folder };
    return await preparePublish(client, request, signal ? { signal } : {});
  }

  async carryOut(client: ScmClient, prepared: PreparedPublish, signal?: AbortSignal): Promise<PublishResult> {
    return await publishJob(client, prepared, { store: this.store, pollMs: 15, ...(signal && { signal }) });
  }

  /** Publishes and returns the lists of the report. */
  async publish(options: Partial<PublishRequest> = {}, client = this.site.connect()): Promise<ReportLists> {
    const prepared = await this.prepare(client, options);
    const result = await this.carryOut(client, prepared);
    assert.deepEqual(result.warnings, []);
    const { uploadedBytes, requests, job, ...lists } = publishReport(prepared, result, client.transport.statistics);
    assert.ok(requests > 3 && uploadedBytes >= 0);
    assert.equal((job as { name: string }).name, 'job');
    return lists;
  }

  /** Contents of all files of the job on the site by path; undefined without its folder. */
  async siteFiles(): Promise<Record<string, string> | undefined> {
    return existsSync(this.siteFolder) ? await readTree(this.siteFolder) : undefined;
  }

  /** The last-write time of a file on the site. */
  async siteTime(path: string): Promise<string> {
    return (await stat(join(this.siteFolder, path))).mtime.toISOString();
  }

  /** Writes straight into the job's folder on the site, as another program would. */
  async writeSite(files: Record<string, TreeFile>): Promise<void> {
    await writeTree(this.siteFolder, files);
  }

  async removeFromSite(path = ''): Promise<void> {
    await rm(join(this.siteFolder, path), { recursive: true, force: true });
  }

  /** Waits until a log of the site contains a text. */
  async waitForLog(file: string, wanted: string): Promise<void> {
    for (let look = 0; look < 500; look++) {
      if ((await readFile(file, 'utf8').catch(() => '')).includes(wanted)) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.fail(`${file} never said ${wanted}.`);
  }

  /** Waits until the continuous job has one of some statuses. */
  async waitForStatus(statuses: readonly string[], context = ''): Promise<void> {
    const client = this.site.connect();
    let last: string | null | undefined;
    for (let look = 0; look < 500; look++) {
      last = (await client.getJob('continuous', 'job'))?.status;
      if (last && statuses.includes(last)) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const log = await readFile(join(this.site.home, 'data/jobs/continuous/job/job_log.txt'), 'utf8').catch(() => '');
    assert.fail(`The job is ${last ?? 'unknown'} and not ${statuses.join(' or ')}. ${context}\n${log.slice(-2000)}`);
  }
}

async function readTree(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: Record<string, string> = {};
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    files[path.slice(folder.length + 1).replaceAll('\\', '/')] = await readFile(path, 'utf8');
  }
  return Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
}
