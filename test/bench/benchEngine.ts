import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchAnswer, BenchRequest } from './inputs/engineMain';
import { bundleProgram } from '../support/bundleProgram';

/** An engine in a process of its own, bundled as the product is: its figures are those of a whole process. */
export class BenchEngine {
  private constructor(private readonly child: ChildProcess) {}

  /** @param home a folder with `jobs/{kind}/{job}`; the bundle goes into it too, the first time. */
  static async start(home: string): Promise<BenchEngine> {
    const outfile = join(home, 'engine.cjs');
    if (!existsSync(outfile)) bundleProgram(join(__dirname, 'inputs', 'engineMain.ts'), outfile);
    const child = fork(outfile, [home], { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    await once(child, 'message');
    return new BenchEngine(child);
  }

  /** One request at a time. */
  async ask(request: BenchRequest): Promise<BenchAnswer> {
    const answered = once(this.child, 'message') as Promise<[BenchAnswer]>;
    this.child.send(request);
    const [answer] = await answered;
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer;
  }

  async close(): Promise<void> {
    const exited = once(this.child, 'exit');
    this.child.disconnect();
    await exited;
  }
}
