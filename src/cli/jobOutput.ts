import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { prettyLogLine } from './prettyLogLine';

/** Prints a job's log lines, at the pace of whoever reads them. */
export class JobOutput {
  private rest = '';

  constructor(
    private readonly target: Writable,
    private readonly form: 'exact' | 'pretty',
  ) {}

  /**
   * Prints what `lines` brings until it ends, or until `isLast` says so of a line.
   *
   * @param lines text in pieces of any size.
   * @throws what `lines` or the target fails with, for example EPIPE when the reader has gone.
   */
  async print(lines: AsyncIterable<string>, isLast: (line: string) => boolean = () => false): Promise<void> {
    for await (const text of lines) {
      const whole = (this.rest + text).split('\n');
      this.rest = whole.pop() ?? '';
      const end = whole.findIndex(isLast);
      await this.write(end === -1 ? whole : whole.slice(0, end + 1));
      if (end !== -1) return;
    }
    if (this.rest !== '') await this.write([this.rest]);
    this.rest = '';
  }

  private async write(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return;
    const shown = this.form === 'exact' ? lines : lines.map((line) => prettyLogLine(line, this.hasColors));
    if (!this.target.write(`${shown.join('\n')}\n`)) await once(this.target, 'drain');
  }

  private get hasColors(): boolean {
    return (this.target as Partial<NodeJS.WriteStream>).isTTY === true && process.env.NO_COLOR === undefined;
  }
}
