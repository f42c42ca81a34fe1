import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import type { Clock } from '../base/clock';
import type { ConsoleStream } from './jobLog';
import type { OutputBlock } from './outputLines';
import { OutputPump, type OutputSource } from './outputPump';
import { loadExeca } from './loadExeca';
import { closeWriteEnds, openOutputPipes, sourceOf } from './outputPipes';
import { processWords } from './processWords';

export interface JobProcessRequest {
  /** Absolute path of the program. */
  readonly program: string;
  /** Split into words where the system wants words, verbatim on Windows. */
  readonly argumentText: string;
  readonly workingFolder: string;
  /** The whole environment; nothing is inherited beside it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly clock: Clock;
  /** For the names of pipes while they are being made. */
  readonly pipeFolder: string;
  /** How often output is looked for once the process is dead but its pipes are held open. */
  readonly drainCheckMs: number;
  /** Takes lines during the call; the process is slowed down while the promise is pending. */
  readonly write: (stream: ConsoleStream, block: OutputBlock) => Promise<void>;
}

/** A process that could not be started; the message names the program. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** A running process of a job with its output. This is the only place that starts job processes. */
export class JobProcess {
  /** Fulfilled with the exit code when the process is dead and its output is in the log; never rejected. */
  readonly ended: Promise<number>;
  private isDetached = false;
  private onDetached: () => void = () => undefined;
  private readonly detached: Promise<void>;

  private constructor(
    readonly pid: number,
    private readonly pumps: readonly OutputPump[],
    /** Fulfilled with the exit code when the process is dead; its output may still be on its way. */
    readonly exited: Promise<number>,
    private readonly request: JobProcessRequest,
    private readonly lastOutput: { readonly ms: number },
  ) {
    this.detached = new Promise((resolve) => (this.onDetached = resolve));
    this.ended = exited.then(async (code) => {
      await this.drain();
      return code;
    });
  }

  /** When it last wrote something, on a clock that never runs backwards. */
  get lastOutputMs(): number {
    return this.lastOutput.ms;
  }

  /** Starts the process, in a session of its own where there are sessions: signals of a terminal are not for jobs. */
  static async start(request: JobProcessRequest): Promise<JobProcess> {
    const { clock } = request;
    const { words, options } = processWords(request.program, request.argumentText);
    const { execa } = await loadExeca();
    const pipes = await openOutputPipes(request.pipeFolder);
    const subprocess = execa(request.program, words, {
      cwd: request.workingFolder,
      env: request.environment,
      extendEnv: false,
      detached: process.platform !== 'win32',
      cleanup: false,
      windowsHide: true,
      ...options,
      // Standard input stays open and silent: a read blocks for ever, as in the service.
      stdin: 'pipe',
      stdout: pipes ? descriptor(pipes.stdout.writeEnd) : 'pipe',
      stderr: pipes ? descriptor(pipes.stderr.writeEnd) : 'pipe',
      buffer: false,
      encoding: 'buffer',
      reject: false,
    });
    closeWriteEnds(pipes);
    const { pid } = subprocess;
    if (pid === undefined) {
      pipes?.stdout.stream.destroy();
      pipes?.stderr.stream.destroy();
      const { originalMessage, shortMessage } = (await subprocess) as {
        originalMessage?: string;
        shortMessage: string;
      };
      throw new StartError(`${request.program} could not be started: ${originalMessage ?? shortMessage}`);
    }
    const exited = new Promise<number>((resolve) => {
      subprocess.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
    });
    const lastOutput = { ms: clock.monotonic() };
    const onOutput = (): void => {
      lastOutput.ms = clock.monotonic();
    };
    const pump = (name: ConsoleStream, source: OutputSource): OutputPump =>
      new OutputPump({ source, clock, write: (block) => request.write(name, block), onOutput });
    return new JobProcess(
      pid,
      [
        pump('stdout', pipes?.stdout ?? sourceOf(requireStream(subprocess.stdout))),
        pump('stderr', pipes?.stderr ?? sourceOf(requireStream(subprocess.stderr))),
      ],
      exited,
      request,
      lastOutput,
    );
  }

  /** Stops listening to the process: nothing of what it writes from here on reaches the log. */
  detachOutput(): void {
    if (this.isDetached) return;
    this.isDetached = true;
    for (const pump of this.pumps) pump.detach();
    this.onDetached();
  }

  /**
   * Waits until the pipes are closed. A descendant may hold them open: the engine then looks from time to time, and
   * gives up at the second look in a row that finds nothing (kudu-webjobs §6.2). The descendant lives on.
   */
  private async drain(): Promise<void> {
    const drained = { isDone: false };
    const finished = Promise.all(this.pumps.map((pump) => pump.finished)).then(() => {
      drained.isDone = true;
    });
    let seenBytes: number | undefined;
    for (;;) {
      await this.raceWithTimer(finished);
      if (drained.isDone || this.isDetached) return;
      const bytes = this.pumps.reduce((total, pump) => total + pump.totalBytes, 0);
      if (bytes === seenBytes) break;
      seenBytes = bytes;
    }
    this.detachOutput();
  }

  private async raceWithTimer(finished: Promise<void>): Promise<void> {
    const { clock, drainCheckMs } = this.request;
    await new Promise<void>((resolve) => {
      const timer = clock.after(drainCheckMs, resolve);
      const stop = (): void => {
        timer.dispose();
        resolve();
      };
      void finished.then(stop);
      void this.detached.then(stop);
    });
  }
}

function requireStream(stream: Readable | null | undefined): Readable {
  if (!stream) throw new Error('A process was started without a pipe for its output.');
  return stream;
}

/** Execa takes any open descriptor, but its types only know the small ones. */
function descriptor(fd: number): 3 {
  return fd as 3;
}
