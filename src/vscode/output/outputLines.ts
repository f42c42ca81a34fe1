/**
 * Turns a job's log lines into the live view: the same lines with the level in words, `ERROR` for the file's padded
 * `ERR ` (product.md E4). Pieces of any size go in; whole lines come out, so that each call of the editor costs one block.
 */
export class OutputLines {
  private rest = '';

  /** The lines that `text` completes; empty when it completes none. */
  push(text: string): string {
    const end = text.lastIndexOf('\n') + 1;
    if (end === 0) {
      this.rest += text;
      return '';
    }
    const lines = this.rest + text.slice(0, end);
    this.rest = text.slice(end);
    return levelsInWords(lines);
  }

  /** The last line, when it has no end; ended here. */
  flush(): string {
    const line = this.rest === '' ? '' : `${this.rest}\n`;
    this.rest = '';
    return levelsInWords(line);
  }
}

/** Only the level of a line's own prefix is touched, never a text that looks like it further on. */
function levelsInWords(lines: string): string {
  // Most blocks hold none, and finding that out takes a fraction of what a look at each line does.
  if (!lines.includes('ERR ]')) return lines;
  return lines.replace(/^(\[[^\]\n>]{10,30} > [^\]\n:]{0,40}: (?:SYS )?)ERR \]/gm, '$1ERROR]');
}

/** Whether a shown line tells an error: one of the job, one of the engine, or the line that closes a run. */
export function isErrorLine(line: string): boolean {
  return /^\[[^\]\n>]{10,30} > [^\]\n:]{0,40}: (?:SYS )?ERROR\]|^── /.test(line);
}
