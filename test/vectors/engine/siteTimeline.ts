import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../src/core/base/clock';
import type { Disposable } from '../../../src/core/base/disposable';
import { runLockName } from '../../../src/core/runner/runHistory';
import { type FileAction, isFolder, namesIn, performFileAction, readLog } from './caseFiles';
import { type CaseSite, waitInStep, waitUntil, withinTolerance } from './caseSite';
import { EngineProcess } from './engineProcess';
import { type EngineSurface, InProcessSurface } from './engineSurface';
import { openSurface } from './openSurface';
import { assertMatches, type PlaceholderValues } from './placeholders';

/** What a case does at a second. */
export interface SiteAction extends FileAction {
  readonly at: number;
  readonly arguments?: string | null;
  readonly trigger?: string;
  readonly job?: string;
  readonly run?: string;
  readonly body?: string;
}

/** An action with what it answered, in the form of the recordings. */
export interface ActionResult {
  readonly at: number;
  readonly do: string;
  readonly [member: string]: unknown;
}

interface LoggedRun {
  readonly id: string;
  readonly output_log?: readonly string[];
}

/** Seconds by which a recorded duration may be missed. */
const durationToleranceSeconds = 1;

/** Actions that only ask. */
const questions: ReadonlySet<string> = new Set([
  'get-job',
  'get-history',
  'get-run',
  'get-settings',
  'list-jobs',
  'posted-web-hooks',
  'processes',
  'argv',
  'read-log',
  'read-job-file',
  'folders',
  'data-folders',
]);

/** Plays the actions of a case against a site and keeps the answers. */
export class SiteTimeline {
  readonly results: ActionResult[] = [];
  private surface: EngineSurface | undefined;
  private readonly started: string[] = [];
  private readonly background: Promise<unknown>[] = [];
  private lock: Disposable | undefined;

  constructor(
    private readonly site: CaseSite,
    private readonly options: { readonly clock?: Clock; readonly timeZone?: string } = {},
  ) {}

  get base(): string {
    return this.surface?.base ?? '';
  }

  /** Starts the host: second 0. A host that will be killed is a process of its own. */
  async start(actions: readonly SiteAction[]): Promise<void> {
    const { site, options } = this;
    const engineOptions = site.engineOptions(options);
    if (actions.some((action) => action.do === 'kill-host')) this.surface = await EngineProcess.start(engineOptions);
    else if (options.clock) this.surface = await InProcessSurface.open(engineOptions);
    else this.surface = await openSurface(engineOptions, actions);
  }

  async play(actions: readonly SiteAction[], expected: readonly ActionResult[]): Promise<void> {
    const startMs = performance.now();
    for (const action of actions) {
      // A question is asked until its answer is there, so that it can come early.
      if (questions.has(action.do)) await waitUntil(startMs, action.at);
      else await waitInStep(this.site, startMs, action.at);
      const step = expected.find((each) => each.at === action.at && each.do === action.do);
      if (step && questions.has(action.do)) await this.ask(action, step);
      else await this.perform(action);
    }
  }

  /** Asks again until the answer is the recorded one or the tolerance of recorded times is used up: machines differ. */
  private async ask(action: SiteAction, step: ActionResult): Promise<void> {
    try {
      await withinTolerance(this.site, async () => {
        await this.perform(action);
        this.compareStep(this.results.at(-1), step, this.site.placeholders(await this.runIds(), this.base));
      });
    } catch {
      // The comparison at the end of the case tells what is wrong.
    }
  }

  /** Resolves when what actions began has ended. */
  async settled(): Promise<void> {
    await Promise.all(this.background);
  }

  /** Ids of the runs that began during the case, in order of time. */
  async runIds(): Promise<string[]> {
    const before = new Set(Object.keys(this.site.recorded.data_before ?? {}).map((path) => path.split('/')[0]));
    const generated = this.site.recorded.data_before && 'generated_runs' in this.site.recorded.data_before;
    const found = (await namesIn(this.site.dataDir)).filter(
      (name) => /^\d{18}$/.test(name) && !before.has(name) && !(generated && name.startsWith('2025')),
    );
    return [...new Set([...this.started, ...found])].sort();
  }

  async end(): Promise<void> {
    this.lock?.dispose();
    await this.surface?.kill();
    await Promise.allSettled(this.background);
  }

  /** Compares an answer with the recorded one. */
  compareStep(result: ActionResult | undefined, step: ActionResult, values: PlaceholderValues): void {
    const what = `${step.do} at second ${step.at}`;
    assert.ok(result, `${what} was not performed`);
    for (const [name, expected] of Object.entries(step)) {
      if (name === 'engine_error' || name === 'at' || name === 'do') continue;
      const actual: unknown = result[name];
      if (name === 'returned_after_seconds') {
        const difference = Math.abs(Number(actual) - Number(expected));
        assert.ok(
          difference <= durationToleranceSeconds + this.site.lateSeconds(),
          `${what}: ${String(actual)} s instead of ${String(expected)} s`,
        );
      } else if (name === 'processes') {
        const sleeps = (lines: unknown): number =>
          (lines as string[]).filter((line) => line.startsWith('sleep')).length;
        assert.equal(sleeps(actual), sleeps(expected), `${what}: ${JSON.stringify(actual)}`);
        assert.equal((actual as string[]).length === 0, (expected as string[]).length === 0, what);
      } else if (name !== 'run' && name !== 'job' && name !== 'path') {
        assertMatches(actual, expected, values, `${what}, ${name}`);
      }
    }
  }

  private async perform(action: SiteAction): Promise<void> {
    const { site } = this;
    if (await performFileAction(site.jobDir, action)) return;
    const answer = await this.answer(action);
    // An answer takes the place of an earlier one to the same question.
    const earlier = this.results.findIndex((each) => each.at === action.at && each.do === action.do);
    if (earlier !== -1 && questions.has(action.do)) this.results.splice(earlier, 1);
    this.results.push({ at: action.at, do: action.do, ...answer });
  }

  private async answer(action: SiteAction): Promise<Record<string, unknown>> {
    const { site } = this;
    const { job, type } = site.recorded;
    const surface = this.present();
    switch (action.do) {
      case 'run':
        return this.run(action);
      case 'get-job':
        return { body: await surface.getJob(type, action.job ?? job) };
      case 'get-history':
        return this.history(action.job ?? job);
      case 'get-run':
        return { body: await surface.getRun(job, await this.resolveRun(action.run ?? '')) };
      case 'list-jobs':
        return { names: await surface.listJobs(type) };
      case 'get-settings':
        return { body: await surface.getSettings(type, job) };
      case 'put-settings':
        await surface.putSettings(type, job, action.body ?? '');
        return {};
      case 'delete-job':
        this.background.push(surface.deleteJob(type, job));
        return {};
      case 'posted-web-hooks':
        return { body: await surface.postedWebHooks() };
      case 'processes':
        return { processes: await site.processes() };
      case 'argv':
        return { argv: await this.argv() };
      case 'read-log':
        return { log: await readLog(join(site.dataDir, (await this.runIds()).at(-1) ?? '', 'output_log.txt')) };
      case 'read-job-file':
        return { content: await readFile(join(site.jobDir, action.path ?? ''), 'utf8').catch(() => null) };
      case 'folders':
        return { job_folder: await isFolder(site.jobDir), data_folder: await isFolder(site.dataDir) };
      case 'data-folders':
        return { names: await namesIn(join(site.home, 'data/jobs/triggered')) };
      case 'hold-run-lock':
        this.lock = await site.holdLock(runLockName);
        return {};
      case 'release-run-lock':
        this.lock?.dispose();
        return {};
      case 'host-shutdown':
        this.shutDown(surface, action);
        return {};
      case 'kill-host':
        await this.untilLogged();
        await (surface as EngineProcess).killHard();
        return {};
      case 'start-host':
        this.surface = await EngineProcess.start(site.engineOptions(this.options));
        return {};
      default:
        assert.fail(`The action ${action.do} is unknown.`);
    }
  }

  /** Resolves when the newest run has logged what it had logged in the recording, or will not do so. */
  private async untilLogged(): Promise<void> {
    const ids = await this.runIds();
    const { expected: outcome } = this.site.recorded as {
      readonly expected?: { readonly runs?: readonly LoggedRun[] };
    };
    const expected = outcome?.runs?.find(({ id }) => id === `{RUNID${ids.length}}`)?.output_log;
    const log = join(this.site.dataDir, ids.at(-1) ?? '', 'output_log.txt');
    const isLogged = async (): Promise<void> => {
      assert.ok(((await readLog(log)) ?? []).length >= (expected?.length ?? 0));
    };
    // The comparison at the end of the case tells what is missing.
    await withinTolerance(this.site, isLogged).catch(() => undefined);
  }

  private async run(action: SiteAction): Promise<Record<string, unknown>> {
    const job = action.job ?? this.site.recorded.job;
    const answer = await this.present().run(job, {
      ...(typeof action.arguments === 'string' ? { arguments: action.arguments } : {}),
      ...(action.trigger === undefined ? {} : { trigger: action.trigger }),
    });
    const id = answer.location?.split('/').at(-1);
    if (id !== undefined && job === this.site.recorded.job) this.started.push(id);
    return {
      http_status: answer.status,
      ...(answer.location === undefined ? {} : { location: answer.location }),
      ...(answer.body === undefined ? {} : { http_body: answer.body }),
    };
  }

  private async history(job: string): Promise<Record<string, unknown>> {
    const body = (await this.present().getHistory(job)) as { readonly runs: readonly { readonly id: string }[] } | null;
    const ids = body?.runs.map(({ id }) => id) ?? [];
    return { body, count: ids.length, newest_is_new_run: ids[0] === this.started.at(-1), oldest: ids.at(-1) };
  }

  private shutDown(surface: EngineSurface, action: SiteAction): void {
    const startMs = performance.now();
    const done = surface.shutDown().then(() => {
      const result = { at: action.at, do: action.do, returned_after_seconds: (performance.now() - startMs) / 1_000 };
      this.results.unshift(result);
    });
    this.background.push(done);
  }

  private async argv(): Promise<string[]> {
    const text = await readFile(join(this.site.dataDir, 'argv.txt'), 'utf8');
    // printf writes one empty line for no arguments at all.
    return text === '\n' ? [] : text.split('\n').slice(0, -1);
  }

  private async resolveRun(id: string): Promise<string> {
    const number = /^\{RUNID(\d+)\}$/.exec(id)?.[1];
    return number === undefined ? id : ((await this.runIds())[Number(number) - 1] ?? id);
  }

  private present(): EngineSurface {
    assert.ok(this.surface, 'the host runs');
    return this.surface;
  }
}
