/** The categories of output that a debug console tells apart: its errors are red, its own words are pale. */
export type ConsoleCategory = 'stdout' | 'stderr' | 'console';

export interface ConsoleBlock {
  readonly category: ConsoleCategory;
  readonly output: string;
}

/**
 * Turns a job's log lines into what the debug console shows: what the program wrote, without the time and the instance
 * that the log puts before it, and what the engine says about the job beside it. Pieces of any size go in; whole lines come
 * out, neighbours of one category together.
 */
export class ConsoleOutput {
  private rest = '';

  push(text: string): ConsoleBlock[] {
    const end = text.lastIndexOf('\n') + 1;
    if (end === 0) {
      this.rest += text;
      return [];
    }
    const lines = (this.rest + text.slice(0, end)).split('\n').slice(0, -1);
    this.rest = text.slice(end);
    return blocksOf(lines);
  }
}

function blocksOf(lines: readonly string[]): ConsoleBlock[] {
  const blocks: { category: ConsoleCategory; output: string }[] = [];
  for (const line of lines) {
    const { category, text } = readLine(line);
    const last = blocks.at(-1);
    if (last?.category === category) last.output += `${text}\n`;
    else blocks.push({ category, output: `${text}\n` });
  }
  return blocks;
}

/** `[time > instance: LEVEL] text`, or `SYS LEVEL` for the engine's own lines; anything else is shown as it is. */
const logLine = /^\[[^\]\n>]{10,30} > [^\]\n:]{0,40}: (SYS )?(INFO|WARN|ERR {0,1}|ERROR) *\] ?/;

function readLine(line: string): { category: ConsoleCategory; text: string } {
  const match = logLine.exec(line);
  if (match === null) return { category: 'stdout', text: line };
  const isError = match[2]?.startsWith('ERR') === true;
  const text = line.slice(match[0].length);
  if (match[1] !== undefined && !isError) return { category: 'console', text };
  return { category: isError ? 'stderr' : 'stdout', text };
}
