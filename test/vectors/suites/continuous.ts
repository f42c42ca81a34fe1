import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disposable } from '../../../src/core/base/disposable';
import { singletonLockName } from '../../../src/core/runner/jobLock';
import { type FileAction, namesIn, performFileAction, readLog } from '../engine/caseFiles';
import {
  assertLog,
  CaseSite,
  type ExpectedEnvironment,
  type SiteCase,
  waitInStep,
  waitUntil,
  withinTolerance,
} from '../engine/caseSite';
import type { EngineSurface } from '../engine/engineSurface';
import { openSurface } from '../engine/openSurface';
import { assertMatches } from '../engine/placeholders';

/** A case of continuous.json; its members are explained in the README beside the recordings. */
interface ContinuousCase extends SiteCase {
  readonly actions: readonly Action[];
  readonly end: number;
  readonly instances?: readonly string[];
  readonly expected: {
    readonly log?: readonly string[] | null;
    readonly log_seconds?: readonly number[];
    readonly logs?: Readonly<Record<string, readonly string[]>>;
    readonly statuses?: readonly string[];
    readonly status_file?: string | null;
    readonly samples?: readonly Sample[];
    readonly data_files?: readonly string[] | null;
    readonly shutdown_file_content?: string;
    readonly other_logs?: Readonly<
      Record<string, { readonly log: readonly string[]; readonly log_seconds: readonly number[] }>
    >;
    readonly env?: ExpectedEnvironment;
    readonly cwd?: string;
    readonly prev_log_bytes?: number;
  };
}

interface Action extends FileAction {
  readonly at: number;
  readonly body?: string;
  readonly instance?: string;
}

interface Sample {
  readonly at: number;
  readonly status?: string | Readonly<Record<string, string>>;
  readonly detailed_status?: string;
  readonly processes?: readonly string[];
  readonly file?: string;
  readonly content?: string;
  readonly job?: null;
  readonly job_object?: unknown;
}

interface Host {
  readonly instance: string;
  readonly surface: EngineSurface;
}

/** The cases mostly wait: so many at a time that together they take as long as the longest one, and no more at once. */
export const concurrency = 16;

export async function runCase(recorded: ContinuousCase): Promise<void> {
  const site = await CaseSite.create(recorded);
  const run = new ContinuousCaseRun(site, recorded);
  try {
    await run.play();
  } finally {
    await run.end();
    await site.remove();
  }
}

class ContinuousCaseRun {
  /** In the order of the letters that the case has for them. */
  private readonly hosts: Host[] = [];
  private readonly background: Promise<unknown>[] = [];
  private lock: Disposable | undefined;

  constructor(
    private readonly site: CaseSite,
    private readonly recorded: ContinuousCase,
  ) {}

  async play(): Promise<void> {
    const { recorded, site } = this;
    if (recorded.actions[0]?.do === 'hold-singleton-lock') this.lock = await site.holdLock(singletonLockName);
    for (const name of recorded.instances ?? ['']) {
      const instance = name === '' ? 'abc123' : `host${name}0`;
      const instances = recorded.instances?.length ?? 1;
      const surface = await openSurface(site.engineOptions({ instance }), recorded.actions, { instances });
      this.hosts.push({ instance, surface });
    }
    const startMs = performance.now();
    for (const event of this.events()) {
      if ('do' in event) await waitInStep(this.site, startMs, event.at);
      else await waitUntil(startMs, event.at);
      if ('do' in event) await this.perform(event);
      else await withinTolerance(this.site, () => this.compare(event));
    }
    await waitUntil(startMs, recorded.end);
    await withinTolerance(this.site, () => this.compareEnd());
  }

  /** Ends everything; the job's processes too. */
  async end(): Promise<void> {
    this.lock?.dispose();
    await Promise.allSettled(this.background);
    await Promise.all(this.hosts.map(({ surface }) => surface.kill()));
  }

  private events(): (Action | Sample)[] {
    const { actions, expected } = this.recorded;
    return [...actions, ...(expected.samples ?? [])].sort((left, right) => left.at - right.at);
  }

  private async perform(action: Action): Promise<void> {
    const { site, recorded } = this;
    await this.sortHosts();
    const { surface } = this.host(action.instance);
    if (await performFileAction(site.jobDir, action)) return;
    switch (action.do) {
      case 'write-in-every-job':
        for (const name of [recorded.job, ...Object.keys(recorded.other_jobs ?? {})]) {
          await performFileAction(join(site.jobsRoot, recorded.type, name), { ...action, do: 'write' });
        }
        return;
      case 'api-stop':
        return surface.stopJob(recorded.job);
      case 'api-start':
        return surface.startJob(recorded.job);
      case 'api-delete':
        this.background.push(surface.deleteJob(recorded.type, recorded.job));
        return;
      case 'api-put-settings':
        return surface.putSettings(recorded.type, recorded.job, action.body ?? '');
      case 'hold-singleton-lock':
        this.lock ??= await site.holdLock(singletonLockName);
        return;
      case 'release-singleton-lock':
        this.lock?.dispose();
        this.lock = undefined;
        return;
      case 'host-shutdown':
        this.background.push(surface.shutDown());
        return;
      default:
        assert.fail(`The action ${action.do} is unknown.`);
    }
  }

  private async compare(sample: Sample): Promise<void> {
    const { site, recorded } = this;
    const what = `at second ${sample.at}`;
    await this.sortHosts();
    const { surface } = this.host(undefined);
    const values = site.placeholders([], surface.base);
    // Reading through the API deletes the files of instances that are gone.
    const isAboutFiles = typeof sample.status === 'object';
    const job = (isAboutFiles ? null : await surface.getJob('continuous', recorded.job)) as {
      status: string;
      detailed_status: string;
    } | null;
    if ('job' in sample) assert.equal(job, null, `job ${what}`);
    if ('job_object' in sample) assertMatches(job, sample.job_object, values, `job ${what}`);
    if (typeof sample.status === 'string') assert.equal(job?.status, sample.status, `status ${what}`);
    for (const [name, status] of Object.entries(typeof sample.status === 'object' ? sample.status : {})) {
      const text = await readFile(join(site.dataDir, `status_${this.host(name).instance}`), 'utf8');
      assert.equal(text, JSON.stringify({ Status: status }), `status of ${name} ${what}`);
    }
    if (sample.detailed_status !== undefined) {
      assertMatches(job?.detailed_status, sample.detailed_status, values, `detailed status ${what}`);
    }
    if (sample.processes) await site.assertProcesses(sample.processes, `processes ${what}`);
    if (sample.file !== undefined) {
      const content = await readFile(join(site.jobDir, sample.file), 'utf8').catch(() => undefined);
      assert.equal(content, sample.content, `${sample.file} ${what}`);
    }
  }

  private async compareEnd(): Promise<void> {
    const { site, recorded } = this;
    const { expected } = recorded;
    await this.sortHosts();
    const values = site.placeholders([], this.host(undefined).surface.base);
    const log = await readLog(join(site.dataDir, 'job_log.txt'));
    if (expected.log === null) assert.equal(log, undefined, 'log');
    else if (expected.log) {
      const options = { what: 'log', lateSeconds: site.lateSeconds() };
      assertLog(log ?? [], expected.log, expected.log_seconds, values, options);
    }
    for (const name of recorded.instances ?? []) {
      const { instance } = this.host(name);
      const lines = (log ?? []).filter((line) => line.includes(` > ${instance}: `));
      const shouldBe = expected.logs?.[name];
      if (shouldBe)
        assertLog(lines, shouldBe, undefined, site.placeholders([], '', instance), { what: `log of ${name}` });
    }
    if (typeof expected.status_file === 'string') {
      assert.equal(await readFile(join(site.dataDir, 'status_abc123'), 'utf8'), expected.status_file, 'status file');
    }
    for (const [name, other] of Object.entries(expected.other_logs ?? {})) {
      const lines = (await readLog(join(site.dataDirOf(name), 'job_log.txt'))) ?? [];
      const options = { what: `log of ${name}`, lateSeconds: site.lateSeconds() };
      assertLog(lines, other.log, other.log_seconds, values, options);
    }
    if (expected.data_files) await this.compareDataFiles(expected.data_files);
    if (expected.env) await site.assertEnvironment(expected.env, values);
    if (expected.cwd !== undefined) await site.assertWorkingFolder(expected.cwd, values);
    if (expected.prev_log_bytes !== undefined) {
      const previous = await readFile(join(site.dataDir, 'job_prev_log.txt'));
      assert.equal(previous.length, expected.prev_log_bytes, 'size of the previous log');
    }
  }

  /** Lock files come and go; what the job wrote is compared where a case asks for it. */
  private async compareDataFiles(expected: readonly string[]): Promise<void> {
    const values = this.site.placeholders();
    const names = await namesIn(this.site.dataDir);
    const isEngines = (name: string): boolean => /^(?:job_|status_|webjobssdk)/.test(name);
    assertMatches(names.filter(isEngines), [...expected].sort(), values, 'data files');
  }

  /** An instance by its letter; the first one without a letter. */
  private host(name: string | undefined): Host {
    const host = this.hosts[Math.max(0, this.recorded.instances?.indexOf(name ?? '') ?? 0)];
    assert.ok(host);
    return host;
  }

  /** A is the instance that gets the lock first: both look for it now and then, so that only the log tells which it is. */
  private async sortHosts(): Promise<void> {
    if (this.hosts.length < 2) return;
    const log = (await readLog(join(this.site.dataDir, 'job_log.txt'))) ?? [];
    const winner = log.find((line) => line.endsWith('] WebJob singleton lock is acquired'));
    const isWinner = ({ instance }: Host): boolean => winner?.includes(` > ${instance}: `) ?? false;
    this.hosts.sort((left, right) => Number(isWinner(right)) - Number(isWinner(left)));
  }
}
