import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BenchEngine } from '../benchEngine';
import { compare, type ComparisonResult, median } from '../compare';

/** Looks for the shutdown file a hundred times a second, and obeys at once. */
const obedient = 'echo first line\nwhile [ ! -f "$WEBJOBS_SHUTDOWN_FILE" ]; do sleep 0.01; done\n';

/** What the engine adds to a job's start and stop, and what it costs to have it run and watch. */
export async function* rows(): AsyncIterable<ComparisonResult> {
  const root = mkdtempSync(join(tmpdir(), 'webjobs-bench-'));
  try {
    yield* startAndStop(join(root, 'obedient'));
    yield* standing(join(root, 'one'), join(root, 'hundred'));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function* startAndStop(home: string): AsyncIterable<ComparisonResult> {
  writeJobs(home, 1, 1);
  const bare = new BareJob(home);
  const engine = await BenchEngine.start(home);
  const added = { start: [] as number[], stop: [] as number[] };
  try {
    for (let pair = 0; pair < 8; pair++) {
      const started = (await engine.ask({ do: 'firstLine', job: 'job0' })).ms;
      const stopped = (await engine.ask({ do: 'stop', job: 'job0' })).ms;
      const own = { start: await bare.start(), stop: await bare.stop() };
      // The first pair warms what the others use.
      if (pair === 0) continue;
      added.start.push(started - own.start);
      added.stop.push(stopped - own.stop);
    }
  } finally {
    await engine.close();
  }
  yield besideBar('added to the time from a start request to the first line, over a bare spawn of the same script', {
    figures: added.start,
    mustMs: 40,
    stretchMs: 15,
  });
  yield besideBar('added to the time that an obedient job needs to end, from the request to its death', {
    figures: added.stop,
    mustMs: 300,
    stretchMs: 100,
  });
}

/** For a difference, whose ratio to the peer says nothing: it stands beside what it may be at most. */
function besideBar(
  name: string,
  {
    figures,
    mustMs,
    stretchMs,
  }: { readonly figures: readonly number[]; readonly mustMs: number; readonly stretchMs: number },
): ComparisonResult {
  const subject = median(figures);
  const bar = {
    peerName: 'the bar',
    unit: 'ms',
    peer: mustMs,
    must: 1,
    stretch: Number((stretchMs / mustMs).toFixed(2)),
  };
  return { name, subject, ratio: subject / mustMs, ...bar };
}

async function* standing(one: string, hundred: string): AsyncIterable<ComparisonResult> {
  writeJobs(one, 1, 1);
  writeJobs(hundred, 100, 100);
  // Both are bundled before anything is measured.
  for (const home of [one, hundred]) await (await BenchEngine.start(home)).close();
  const memory = async (home: string): Promise<number> => {
    const engine = await BenchEngine.start(home);
    const { memoryKib } = await engine.ask({ do: 'usage' });
    await engine.close();
    return memoryKib / 1024;
  };
  const start = async (home: string): Promise<number> => {
    const startedMs = performance.now();
    const engine = await BenchEngine.start(home);
    const ms = performance.now() - startedMs;
    await engine.close();
    return ms;
  };
  yield await compare({
    name: 'memory of an idle engine with 100 jobs and 10,000 files',
    subject: () => memory(hundred),
    peer: () => memory(one),
    peerName: 'itself with one job and one file',
    unit: 'MiB',
  });
  yield await compare({
    name: 'start of an engine until it watches 100 jobs with 10,000 files',
    subject: () => start(hundred),
    peer: () => start(one),
    peerName: 'itself with one job and one file',
  });
}

function writeJobs(home: string, jobs: number, filesOfEach: number): void {
  for (let job = 0; job < jobs; job++) {
    const folder = join(home, 'jobs', 'continuous', `job${String(job)}`);
    mkdirSync(join(folder, 'lib'), { recursive: true });
    writeFileSync(join(folder, 'run.sh'), obedient);
    for (let file = 1; file < filesOfEach; file++) writeFileSync(join(folder, 'lib', `${String(file)}.txt`), 'text');
  }
}

/** The same script without any engine. */
class BareJob {
  private readonly shutdownFile: string;
  private child: ChildProcess | undefined;

  constructor(private readonly home: string) {
    this.shutdownFile = join(home, 'shutdown');
  }

  /** Milliseconds until the first line has arrived. */
  async start(): Promise<number> {
    rmSync(this.shutdownFile, { force: true });
    const startedMs = performance.now();
    this.child = spawn('/bin/bash', ['run.sh'], {
      cwd: join(this.home, 'jobs', 'continuous', 'job0'),
      env: { ...process.env, WEBJOBS_SHUTDOWN_FILE: this.shutdownFile },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (this.child.stdout) await once(this.child.stdout, 'data');
    return performance.now() - startedMs;
  }

  /** Milliseconds from the shutdown file to the end. */
  async stop(): Promise<number> {
    if (!this.child) return Number.NaN;
    const exited = once(this.child, 'exit');
    const startedMs = performance.now();
    writeFileSync(this.shutdownFile, '');
    await exited;
    return performance.now() - startedMs;
  }
}
