import { errorMessage } from '../../src/core/base/userError';
import { SeededRandom } from '../support/seededRandom';
import { checkInvariants } from './invariants';
import { soakJobs } from './soakJobs';
import { hastyTimings, SoakSite } from './soakSite';
import { DrivenTime, realTime, type SoakTime } from './soakTime';

export interface SoakRequest {
  /** An empty folder for the site. */
  readonly folder: string;
  readonly seed: number;
  readonly jobs: number;
  readonly seconds: number;
  /** Average time that an engine lives before it is killed. */
  readonly secondsBetweenKills: number;
  /** When the engine's time begins, milliseconds since 1970; then it passes much faster than real time. */
  readonly drivenFromMs?: number;
}

export interface SoakReport {
  /** What was done, by its name, how often. */
  readonly actions: ReadonlyMap<string, number>;
  /** Runs found in the end. */
  readonly runs: number;
  /** KiB of the last engine, early and in the end; undefined when it lived too short for a comparison. */
  readonly memory: { readonly early: number; readonly late: number } | undefined;
  /** Broken invariants; none is what is wanted. */
  readonly problems: readonly string[];
}

/** The last part of the time nobody is killed, so that memory can be compared. */
const quietShare = 0.4;
/** An engine that lives shorter has not yet done everything once. */
const minMemorySeconds = 10;

/** Does things at random to a site whose engine is killed now and then, and tells what came out. */
export async function soak(request: SoakRequest): Promise<SoakReport> {
  const { folder, seed, seconds, drivenFromMs } = request;
  const isDriven = drivenFromMs !== undefined;
  // In driven time nothing need be shorter than in the service.
  const site = new SoakSite(folder, soakJobs(request.jobs), isDriven ? {} : hastyTimings);
  const time = isDriven ? new DrivenTime(site, drivenFromMs) : realTime;
  const play = new SoakPlay({ site, time, random: new SeededRandom(seed), request });
  await site.writeJobs();
  try {
    const startMs = time.nowMs();
    await site.start(drivenFromMs);
    await play.until(startMs + seconds * 1_000 * (1 - quietShare), { mayKill: true });
    const isMeasured = !isDriven && seconds * quietShare >= minMemorySeconds;
    await play.until(startMs + seconds * 1_000 * (1 - quietShare * 0.6), { mayKill: false });
    const early = isMeasured ? await site.memory() : 0;
    await play.until(startMs + seconds * 1_000, { mayKill: false });
    const memory = isMeasured ? { early, late: await site.memory() } : undefined;
    if (site.engine) await time.during(site.engine.shutDown());
    await site.engine?.killHard();
    const outcome = await checkInvariants(site, play);
    const problems = [...play.problems, ...outcome.problems];
    if (memory && memory.late > memory.early * 1.3 + 20_000) {
      problems.push(`The engine's memory grew from ${memory.early} to ${memory.late} KiB.`);
    }
    return { actions: play.actions, runs: outcome.runs, memory, problems };
  } finally {
    await site.engine?.killHard();
  }
}

interface SoakScene {
  readonly site: SoakSite;
  readonly time: SoakTime;
  readonly random: SeededRandom;
  readonly request: SoakRequest;
}

/** The random part; it remembers what the engine has promised. */
class SoakPlay {
  readonly actions = new Map<string, number>();
  readonly problems: string[] = [];
  /** Ids of the runs that the engine has accepted, by job. */
  readonly accepted = new Map<string, string[]>();
  kills = 0;
  private nextKillMs = 0;

  constructor(private readonly scene: SoakScene) {}

  async until(endMs: number, { mayKill }: { readonly mayKill: boolean }): Promise<void> {
    const { time, random, request } = this.scene;
    this.planKill();
    // Driven time passes some fifty times as fast.
    const [shortest, longest] = request.drivenFromMs === undefined ? [5, 60] : [250, 3_000];
    while (time.nowMs() < endMs) {
      if (mayKill && time.nowMs() > this.nextKillMs) await this.kill();
      else await this.act();
      await time.pass(random.between(shortest, longest));
    }
    if (mayKill && this.kills === 0) await this.kill();
  }

  private async act(): Promise<void> {
    const { site, random } = this.scene;
    const job = random.pick(site.jobs);
    const engine = site.engine;
    if (!engine) return;
    try {
      const choice = random.between(1, 10);
      if (choice === 1) await this.count('edit', site.edit(job));
      else if (job.kind === 'triggered') await this.count('run', this.run(job.name));
      else if (choice <= 5) await this.count('stop', engine.stopJob(job.name));
      else await this.count('start', engine.startJob(job.name));
    } catch (error) {
      // Right after its start the engine does not know its jobs yet, and says so.
      if (!errorMessage(error).includes(job.name))
        this.problems.push(`${job.kind} ${job.name}: ${errorMessage(error)}`);
    }
  }

  private async run(name: string): Promise<void> {
    const answer = await this.scene.site.engine?.run(name, {});
    if (answer?.status === 202) {
      const id = answer.location?.split('/').at(-1) ?? '';
      this.accepted.set(name, [...(this.accepted.get(name) ?? []), id]);
    } else if (answer?.status !== 409) this.problems.push(`A run of ${name} was answered with ${answer?.status}.`);
  }

  /** As a crash does it, with a request under way as often as not. */
  private async kill(): Promise<void> {
    const { site, time, random, request } = this.scene;
    this.kills += 1;
    const triggered = site.jobs.filter(({ kind }) => kind === 'triggered');
    // Whether this run is accepted is open: nobody got an answer.
    const open = site.engine?.run(random.pick(triggered).name, {}).catch(() => undefined);
    await realTime.pass(random.between(0, 20));
    await this.count('kill', site.engine?.killHard());
    await open;
    await site.start(request.drivenFromMs === undefined ? undefined : time.nowMs());
    this.planKill();
  }

  private planKill(): void {
    const { time, random, request } = this.scene;
    const averageMs = request.secondsBetweenKills * 1_000;
    this.nextKillMs = time.nowMs() + random.between(averageMs / 2, averageMs * 1.5);
  }

  private async count(action: string, work: Promise<unknown> | undefined): Promise<void> {
    this.actions.set(action, (this.actions.get(action) ?? 0) + 1);
    await work;
  }
}
