import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, systemClock } from '../../../src/core/base/clock';
import type { Disposable } from '../../../src/core/base/disposable';
import { silentLogger } from '../../../src/core/base/logger';
import { tryAcquireOsLock } from '../../../src/core/base/osLock';
import type { JobKind } from '../../../src/core/jobs/job';
import type { EngineOptions } from '../../../src/core/runner/engineOptions';
import {
  type FileSpecs,
  type GeneratedRuns,
  makeTemporaryFolder,
  processesWithDataPath,
  secondsOf,
  writeFiles,
  writeGeneratedRuns,
} from './caseFiles';
import { machinePace } from './machinePace';
import { assertLines, assertMatches, type PlaceholderValues } from './placeholders';

/** Members that cases of continuous.json, triggered.json and the live cases of scheduler.json share. */
export interface SiteCase {
  readonly id: string;
  readonly title?: string;
  readonly job: string;
  readonly type: JobKind;
  readonly files: FileSpecs;
  readonly app_settings: Readonly<Record<string, string>>;
  readonly host_environment?: Readonly<Record<string, string>>;
  readonly other_jobs?: Readonly<Record<string, FileSpecs>>;
  readonly second_root?: Readonly<Record<string, FileSpecs>>;
  readonly data_before?: FileSpecs | GeneratedRuns;
  readonly jobs_root_missing_at_start?: boolean;
}

export interface ExpectedEnvironment {
  readonly engine: Readonly<Record<string, string>>;
  readonly app_settings: Readonly<Record<string, string>>;
  readonly host_variables_kept: readonly string[];
}

/** Whole seconds by which a recorded time may be missed. */
const toleranceSeconds = 2;

/** The files of a site on which one case runs. */
export class CaseSite {
  readonly home: string;
  readonly temp: string;
  readonly jobsRoot: string;
  readonly secondRoot: string;
  readonly jobDir: string;
  readonly dataDir: string;
  private readonly createdMs = Date.now();

  private constructor(
    readonly folder: string,
    readonly recorded: SiteCase,
  ) {
    this.home = join(folder, 'home');
    this.temp = join(folder, 'temp');
    this.jobsRoot = join(this.home, 'site/wwwroot/App_Data/jobs');
    this.secondRoot = join(this.home, 'site/jobs');
    this.jobDir = join(this.jobsRoot, recorded.type, recorded.job);
    this.dataDir = this.dataDirOf(recorded.job);
  }

  /** Lays out what exists before the host starts. */
  static async create(recorded: SiteCase): Promise<CaseSite> {
    machinePace.start();
    const site = new CaseSite(await makeTemporaryFolder(), recorded);
    await mkdir(join(site.home, 'data'), { recursive: true });
    await mkdir(site.temp);
    if (!recorded.jobs_root_missing_at_start) await mkdir(join(site.jobsRoot, recorded.type), { recursive: true });
    if (Object.keys(recorded.files).length > 0) await writeFiles(site.jobDir, recorded.files);
    for (const [name, files] of Object.entries(recorded.other_jobs ?? {})) {
      await writeFiles(join(site.jobsRoot, recorded.type, name), files);
    }
    for (const [name, files] of Object.entries(recorded.second_root ?? {})) {
      await writeFiles(join(site.secondRoot, recorded.type, name), files);
    }
    const { data_before: before } = recorded;
    if (before && 'generated_runs' in before) await writeGeneratedRuns(site.dataDir, before as GeneratedRuns);
    else if (before) await writeFiles(site.dataDir, before);
    return site;
  }

  /** By how many seconds anything may come later than recorded, because the machine was busy with something else. */
  lateSeconds(): number {
    return machinePace.lateSeconds(this.createdMs);
  }

  dataDirOf(job: string): string {
    return join(this.home, 'data/jobs', this.recorded.type, job);
  }

  /** What a host of this site needs. */
  engineOptions(
    options: { readonly instance?: string; readonly clock?: Clock; readonly timeZone?: string } = {},
  ): EngineOptions {
    const { recorded } = this;
    const instance = options.instance ?? 'abc123';
    return {
      paths: {
        home: this.home,
        jobsRoots: [this.jobsRoot, this.secondRoot],
        dataFolder: join(this.home, 'data'),
        tempFolder: instance === 'abc123' ? this.temp : join(this.folder, `temp-${instance}`),
        setsHome: true,
      },
      mode: 'service',
      appSettings: () => recorded.app_settings,
      hostEnvironment: {
        PATH: process.env.PATH,
        WEBSITE_INSTANCE_ID: `${instance}f00d`,
        ...(options.timeZone === undefined ? {} : { WEBSITE_TIME_ZONE: options.timeZone }),
        ...withoutPath(recorded.host_environment ?? {}),
      },
      interpreters: this.interpreters(),
      instanceId: instance,
      schedulesEnabled: true,
      clock: options.clock ?? systemClock,
      logger: silentLogger,
    };
  }

  placeholders(runIds: readonly string[] = [], base = '', instance = 'abc123'): PlaceholderValues {
    return {
      instance,
      home: this.home,
      temp: this.temp,
      base,
      jobDir: this.jobDir,
      dataDir: this.dataDir,
      kind: this.recorded.type,
      job: this.recorded.job,
      runIds,
    };
  }

  /** Takes a lock on the job's data as another host would. */
  async holdLock(fileName: string): Promise<Disposable> {
    await mkdir(this.dataDir, { recursive: true });
    const path = join(this.dataDir, fileName);
    const lock = await tryAcquireOsLock(path);
    assert.ok(lock, `${path} is free`);
    await writeFile(path, '{}');
    return lock;
  }

  processes(): Promise<string[]> {
    return processesWithDataPath(this.dataDir);
  }

  async assertProcesses(expected: readonly string[], what: string): Promise<void> {
    const found = await this.processes();
    const summary = (lines: readonly string[]): object => ({
      isEmpty: lines.length === 0,
      sleeps: lines.filter((line) => line.startsWith('sleep')).length,
    });
    // A shell loop sleeps most of the time, but not always.
    const isLoop = expected.length > 0 && !expected.some((line) => line.startsWith('sleep'));
    const [is, should] = [summary(found), summary(expected)];
    if (isLoop ? found.length > 0 : JSON.stringify(is) === JSON.stringify(should)) return;
    assert.fail(`${what}\n  expected ${expected.join(' | ')}\n  actual   ${found.join(' | ')}`);
  }

  /** Compares what the job's process has written about its environment. */
  async assertEnvironment(expected: ExpectedEnvironment, values: PlaceholderValues): Promise<void> {
    const text = await readFile(join(this.dataDir, 'env.bin'), 'utf8');
    const entries = text.split('\0').filter((entry) => entry !== '');
    const all = Object.fromEntries(
      entries.map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
    );
    const isEngines = (name: string): boolean => name.startsWith('WEBJOBS_') || name.includes('_JOB_RUNNING_');
    const engine = Object.fromEntries(
      Object.entries(all).filter(([name, value]) => {
        if (name === 'WEBJOBS_COMMAND_ARGUMENTS' && value === '') return false;
        return isEngines(name) && (name in expected.engine || !(name in expected.app_settings));
      }),
    );
    assertMatches(engine, expected.engine, values, 'variables of the engine');
    const settings = Object.fromEntries(Object.keys(expected.app_settings).map((name) => [name, all[name]]));
    assertMatches(settings, expected.app_settings, values, 'app settings');
    assert.deepEqual(
      expected.host_variables_kept.filter((name) => !(name in all)),
      [],
      'host variables',
    );
  }

  async assertWorkingFolder(expected: string, values: PlaceholderValues): Promise<void> {
    assertMatches((await readFile(join(this.dataDir, 'cwd.txt'), 'utf8')).trim(), expected, values, 'cwd');
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Which programs run the scripts: stand-ins and missing ones, as the README beside the recordings tells. */
  private interpreters(): Record<string, string | null> {
    const { recorded } = this;
    const isMissing = recorded.host_environment?.PATH !== undefined;
    const files = Object.keys(recorded.files).join(' ');
    if (isMissing) return { [files.includes('.php') ? 'php' : 'python']: null };
    if (!(recorded.title ?? '').includes('(stand-in)')) return {};
    return { php: '/bin/bash', powershell: '/bin/bash' };
  }
}

/** Compares a log with a recorded one; console lines of the two streams separately where their order is free. */
export function assertLog(
  actual: readonly string[],
  expected: readonly string[],
  seconds: readonly number[] | undefined,
  values: PlaceholderValues,
  options: { readonly what: string; readonly freeOrder?: boolean; readonly lateSeconds?: number },
): void {
  if (options.freeOrder) {
    for (const level of ['INFO', 'ERR ']) {
      const ofStream = (lines: readonly string[]): string[] =>
        lines.filter((line) => !isConsole(line) || consoleLevel(line) === level);
      assertLines(ofStream(actual), ofStream(expected), values, `${options.what} (${level.trim()})`);
    }
  } else {
    assertLines(actual, expected, values, options.what);
  }
  if (!seconds) return;
  const late = secondsOf(actual).findIndex(
    (second, index) => Math.abs(second - (seconds[index] ?? 0)) > toleranceSeconds + (options.lateSeconds ?? 0),
  );
  if (late === -1 || options.freeOrder) return;
  assert.fail(`${options.what}, seconds\n  expected ${seconds.join(' ')}\n  actual   ${secondsOf(actual).join(' ')}`);
}

/** So many seconds later than recorded something may be done at most, however slow the machine is. */
const longestDelaySeconds = 8;

/**
 * Waits until so many seconds have passed since the start. What is done to a job must not overtake the job on a slow
 * machine; on the other hand the engine's own delays take as long as always.
 */
export async function waitInStep(site: CaseSite, startMs: number, second: number): Promise<void> {
  await waitUntil(startMs, second);
  await waitUntil(startMs, second + Math.min(site.lateSeconds() / 2, longestDelaySeconds));
}

/** Waits until so many seconds have passed since the start. */
export async function waitUntil(startMs: number, second: number): Promise<void> {
  const remainingMs = startMs + second * 1_000 - performance.now();
  if (remainingMs > 0) await sleep(remainingMs);
}

/**
 * Repeats a comparison that depends on the moment until it succeeds, or the tolerance of recorded times is used up and the
 * machine was not late.
 */
export async function withinTolerance(site: CaseSite, compare: () => Promise<void>): Promise<void> {
  const startMs = performance.now();
  for (;;) {
    try {
      await compare();
      return;
    } catch (error) {
      if (performance.now() > startMs + (toleranceSeconds + site.lateSeconds()) * 1_000) throw error;
      await sleep(100);
    }
  }
}

function isConsole(line: string): boolean {
  return /^\[[^\]]*: (?:INFO|ERR )\] /s.test(line);
}

function consoleLevel(line: string): string {
  return /: (INFO|ERR )\]/.exec(line)?.[1] ?? '';
}

function withoutPath(environment: Readonly<Record<string, string>>): Record<string, string> {
  // A PATH in a case only means that an interpreter is missing, whatever this machine has.
  return Object.fromEntries(Object.entries(environment).filter(([name]) => name !== 'PATH'));
}
