/** One line on stderr that is written over; nothing where stderr is no terminal. */
export class ProgressLine {
  private readonly isShown: boolean;
  private length = 0;

  constructor(isWanted: boolean) {
    this.isShown = isWanted && process.stderr.isTTY;
  }

  /** @param fraction in [0, 1] */
  show(step: string, fraction: number): void {
    if (!this.isShown) return;
    const line = `${String(Math.floor(fraction * 100)).padStart(3)} % ${step}`;
    process.stderr.write(`\r${line.padEnd(this.length)}`);
    this.length = line.length;
  }

  clear(): void {
    if (this.length > 0) process.stderr.write(`\r${' '.repeat(this.length)}\r`);
    this.length = 0;
  }
}
