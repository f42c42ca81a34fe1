import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { prettyLogLine } from './prettyLogLine';

/** What of an unfinished line may wait for its end, in UTF-16 units; a longer one is printed as it comes. */
const longestHeld = 64 * 1024;

/** Prints a job's log lines, at the pace of whoever reads them and with little memory, however long a line is. */
export class JobOutput {
  /** The unfinished line, without what of it is printed already. */
  private rest = '';
  private isInsideLine = false;

  constructor(
    private readonly target: Writable,
    private readonly form: 'exact' | 'pretty',
  ) {}

  /**
   * Prints what `lines` brings until it ends, or until `isLast` says so of a line. It is not asked about lines longer than
   * 64 Ki characters.
   *
   * @param lines text in pieces of any size that tear no character.
   * @throws what `lines` or the target fails with, for example EPIPE when the reader has gone.
   */
  async print(lines: AsyncIterable<string>, isLast: (line: string) => boolean = () => false): Promise<void> {
    for await (const text of lines) {
      const whole = (this.rest + text).split('\n');
      this.rest = whole.pop() ?? '';
      const end = whole.findIndex((line, index) => !(index === 0 && this.isInsideLine) && isLast(line));
      await this.writeLines(end === -1 ? whole : whole.slice(0, end + 1));
      if (end !== -1) return;
      if (this.rest.length > longestHeld) await this.writeBeginning();
    }
    if (this.rest !== '' || this.isInsideLine) await this.writeLines([this.rest]);
    this.rest = '';
  }

  private async writeLines(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return;
    const shown = lines.map((line, index) => (index === 0 && this.isInsideLine ? line : this.shown(line)));
    this.isInsideLine = false;
    await this.write(`${shown.join('\n')}\n`);
  }

  private async writeBeginning(): Promise<void> {
    const text = this.isInsideLine ? this.rest : this.shown(this.rest);
    this.rest = '';
    this.isInsideLine = true;
    await this.write(text);
  }

  private async write(text: string): Promise<void> {
    if (!this.target.write(text)) await once(this.target, 'drain');
  }

  private shown(line: string): string {
    return this.form === 'exact' ? line : prettyLogLine(line, this.hasColors);
  }

  private get hasColors(): boolean {
    return (this.target as Partial<NodeJS.WriteStream>).isTTY === true && process.env.NO_COLOR === undefined;
  }
}
