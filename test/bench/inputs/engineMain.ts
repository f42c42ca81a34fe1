/**
 * The engine in a process of its own, for measurements: what it does is asked for by messages, what it used is answered.
 *
 *   fork(this, [home])
 */
import { serviceTimings } from '../../../src/core/runner/engineOptions';
import { WebJobsEngine } from '../../../src/core/runner/webJobsEngine';
import { testOptions } from '../../core/runner/testEngine';

/** One request to the engine; each is answered by one {@link BenchAnswer}. */
export type BenchRequest =
  | { readonly do: 'run'; readonly job: string; readonly arguments: string }
  | { readonly do: 'firstLine'; readonly job: string }
  | { readonly do: 'stop'; readonly job: string }
  | { readonly do: 'usage' };

export interface BenchAnswer {
  readonly runId?: string;
  /** Wall time of the work. */
  readonly ms: number;
  /** CPU time of this process alone during the work. */
  readonly cpuMs: number;
  /** Resident memory now, and its peak so far. */
  readonly memoryKib: number;
  readonly peakKib: number;
  readonly error?: string;
}

async function main(home: string): Promise<void> {
  const engine = await WebJobsEngine.open(
    testOptions(home, {
      appSettings: () => ({}),
      instanceId: 'bench0',
      schedulesEnabled: true,
      timings: serviceTimings,
    }),
  );
  const perform = async (request: BenchRequest): Promise<string | undefined> => {
    switch (request.do) {
      case 'run': {
        const run = await engine.runTriggered(request.job, { arguments: request.arguments, trigger: 'bench' });
        const { status } = await run.finished;
        if (status !== 'Success') throw new Error(`The run ended as ${status}.`);
        return run.runId;
      }
      case 'firstLine': {
        const line = new Promise<void>((resolve) => {
          const write = (chunk: Uint8Array | string): void => {
            if (chunk.toString().includes('first line')) resolve();
          };
          engine.followOutput(
            { kind: 'continuous', name: request.job },
            { from: 'now' },
            { write, end: () => undefined },
          );
        });
        await engine.startContinuous(request.job);
        await line;
        return undefined;
      }
      case 'stop':
        await engine.stopContinuous(request.job);
        return undefined;
      case 'usage':
        return undefined;
    }
  };
  process.on('message', (request: BenchRequest) => {
    const startedMs = performance.now();
    const startedCpu = process.cpuUsage();
    const answer = (result: { readonly runId?: string; readonly error?: string }): void => {
      const { user, system } = process.cpuUsage(startedCpu);
      const memory = { memoryKib: process.memoryUsage.rss() / 1024, peakKib: process.resourceUsage().maxRSS };
      process.send?.({ ...result, ms: performance.now() - startedMs, cpuMs: (user + system) / 1000, ...memory });
    };
    perform(request).then(
      (runId) => answer(runId === undefined ? {} : { runId }),
      (error: unknown) => answer({ error: String(error) }),
    );
  });
  process.once('disconnect', () => void engine.close({ force: true }).finally(() => process.exit()));
  process.send?.({ ms: 0, cpuMs: 0, memoryKib: 0, peakKib: 0 });
}

void main(process.argv[2] ?? '');
