import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { systemClock } from '../../../src/core/base/clock';
import { silentLogger } from '../../../src/core/base/logger';
import type { JobKind } from '../../../src/core/jobs/job';
import type { EngineOptions } from '../../../src/core/runner/engineOptions';
import { ManualClock } from '../../support/manualClock';
import { type EngineSurface, InProcessSurface, type RunAnswer } from './engineSurface';

/** What crosses the process border of the options; the rest is made anew on the other side. */
type PlainOptions = Omit<EngineOptions, 'appSettings' | 'clock' | 'logger'> & {
  readonly settings: Readonly<Record<string, string>>;
  /** When the time of the engine begins, if it only passes as it is told. */
  readonly startMs?: number;
};

interface Call {
  readonly id: number;
  readonly method: keyof EngineSurface | 'pass';
  readonly args: readonly unknown[];
}

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** The engine in a process of its own, so that it can be killed as a crash does it. */
export class EngineProcess implements EngineSurface {
  readonly base = 'https://site.invalid';
  private readonly waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  private nextId = 1;

  private constructor(private readonly child: ChildProcess) {
    child.on('message', (message: Answer) => this.take(message));
    child.once('exit', () => {
      for (const { reject } of this.waiting.values()) reject(new Error('The engine has ended before it answered.'));
      this.waiting.clear();
    });
  }

  /** The process id of the engine. */
  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** @param startMs where the engine's time begins, which then only passes by {@link pass}; without it time is real. */
  static async start(options: EngineOptions, startMs?: number): Promise<EngineProcess> {
    // Functions do not survive the way through JSON.
    const plain: PlainOptions = {
      ...options,
      settings: options.appSettings(),
      ...(startMs === undefined ? {} : { startMs }),
    };
    const child = fork(join(__dirname, 'engineProcess.ts'), [JSON.stringify(plain)], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    await once(child, 'message');
    return new EngineProcess(child);
  }

  /** Ends the process as a crash does: nothing of it runs any more. */
  async killHard(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }

  /** Lets the engine's time pass. */
  async pass(ms: number): Promise<void> {
    await this.call('pass', ms);
  }

  run(job: string, request: { readonly arguments?: string; readonly trigger?: string }): Promise<RunAnswer> {
    return this.call('run', job, request) as Promise<RunAnswer>;
  }

  getJob(kind: JobKind, job: string): Promise<unknown> {
    return this.call('getJob', kind, job);
  }

  getHistory(job: string): Promise<unknown> {
    return this.call('getHistory', job);
  }

  getRun(job: string, runId: string): Promise<unknown> {
    return this.call('getRun', job, runId);
  }

  listJobs(kind: JobKind): Promise<readonly string[]> {
    return this.call('listJobs', kind) as Promise<readonly string[]>;
  }

  async stopJob(job: string): Promise<void> {
    await this.call('stopJob', job);
  }

  async startJob(job: string): Promise<void> {
    await this.call('startJob', job);
  }

  async deleteJob(kind: JobKind, job: string): Promise<void> {
    await this.call('deleteJob', kind, job);
  }

  async putSettings(kind: JobKind, job: string, body: string): Promise<void> {
    await this.call('putSettings', kind, job, body);
  }

  getSettings(kind: JobKind, job: string): Promise<unknown> {
    return this.call('getSettings', kind, job);
  }

  postedWebHooks(): Promise<unknown> {
    return this.call('postedWebHooks');
  }

  async shutDown(): Promise<void> {
    await this.call('shutDown');
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    await this.call('kill');
    await this.killHard();
  }

  private call(method: Call['method'], ...args: readonly unknown[]): Promise<unknown> {
    if (!this.child.connected) return Promise.reject(new Error('The engine has ended.'));
    const call: Call = { id: this.nextId++, method, args };
    return new Promise((resolve, reject) => {
      this.waiting.set(call.id, { resolve, reject });
      this.child.send(call, (error) => error && reject(error));
    });
  }

  private take({ id, value, error }: Answer): void {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (error === undefined) waiting?.resolve(value ?? null);
    else waiting?.reject(new Error(error));
  }
}

/** The other side: an engine that does what it is told. */
async function serve(text: string): Promise<void> {
  const { settings, startMs, ...rest } = JSON.parse(text) as PlainOptions;
  const manual = startMs === undefined ? undefined : new ManualClock(startMs);
  const options = { ...rest, appSettings: () => settings, clock: manual ?? systemClock, logger: silentLogger };
  const surface = await InProcessSurface.open(options);
  const send = (answer: Answer): void => void process.send?.(answer);
  const perform = async ({ method, args }: Call): Promise<unknown> => {
    if (method === 'pass') return manual?.advance(Number(args[0]));
    const members = surface as unknown as Record<string, (...values: readonly unknown[]) => Promise<unknown>>;
    if (!members[method]) throw new Error(`There is no method ${method}.`);
    return members[method](...args);
  };
  process.on('message', (call: Call) => {
    perform(call).then(
      (value) => send({ id: call.id, value }),
      (error: unknown) => send({ id: call.id, error: String(error) }),
    );
  });
  send({ id: 0 });
}

const [, entry, plainOptions] = process.argv;
if (entry === __filename && plainOptions !== undefined && process.send) void serve(plainOptions);
