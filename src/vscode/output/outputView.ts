import { isErrorLine } from './outputLines';

/** What is used of the editor's output channels. */
export interface JobChannel {
  append(text: string): void;
  replace(text: string): void;
  show(preserveFocus: boolean): void;
  dispose(): void;
}

/** What is kept to fill the channel anew, in UTF-16 units; older text stays in the job's log files. */
const keptUnits = 8 * 1024 * 1024;

/** A job's channel, which shows every line or the errors only. */
export class OutputView {
  private readonly blocks: string[] = [];
  private kept = 0;

  constructor(
    readonly name: string,
    private readonly channel: JobChannel,
    private isErrorsOnly: boolean,
  ) {}

  /** @param lines whole lines, or nothing. */
  append(lines: string): void {
    if (lines === '') return;
    this.keep(lines);
    const shown = this.isErrorsOnly ? errorsOf(lines) : lines;
    if (shown !== '') this.channel.append(shown);
  }

  showErrorsOnly(isErrorsOnly: boolean): void {
    if (this.isErrorsOnly === isErrorsOnly) return;
    this.isErrorsOnly = isErrorsOnly;
    const text = this.blocks.join('');
    this.channel.replace(isErrorsOnly ? errorsOf(text) : text);
  }

  reveal(): void {
    this.channel.show(true);
  }

  dispose(): void {
    this.channel.dispose();
  }

  private keep(lines: string): void {
    this.blocks.push(lines);
    this.kept += lines.length;
    while (this.kept > keptUnits && this.blocks.length > 1) this.kept -= this.blocks.shift()?.length ?? 0;
  }
}

/** The lines at level ERROR, and those that close a run. */
function errorsOf(lines: string): string {
  return lines
    .split('\n')
    .filter(isErrorLine)
    .map((line) => `${line}\n`)
    .join('');
}
