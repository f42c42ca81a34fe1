/** Adds up what test runners print, whichever of Node's reporters they use. */
export class TestTotals {
  passed = 0;
  failed = 0;
  /** What could not be tested for want of an interpreter, in the words of the tests. */
  missing = new Set();
  /** The unfinished last line of each source. */
  #rests = new Map();

  /** Reads the next piece of a source's output; a line may come in several pieces, between those of other sources. */
  read(source, text) {
    const lines = ((this.#rests.get(source) ?? '') + text).split('\n');
    this.#rests.set(source, lines.pop() ?? '');
    for (const line of lines) this.#readLine(stripColours(line));
  }

  #readLine(line) {
    const sum = /^(?:#|ℹ) (pass|fail|cancelled) (\d+)\s*$/.exec(line);
    if (sum?.[1] === 'pass') this.passed += Number(sum[2]);
    else if (sum !== null) this.failed += Number(sum[2]);
    const recorded = /: passed (\d+), failed (\d+)$/.exec(line);
    if (recorded !== null) {
      this.passed += Number(recorded[1]);
      this.failed += Number(recorded[2]);
    }
    const missing = /missing interpreter: (.+)/.exec(line);
    if (missing !== null) this.missing.add(missing[1].trim());
  }

  /** The closing lines of a test run. */
  toString() {
    const notes = [...this.missing].map((what) => `Not tested, an interpreter is missing: ${what}\n`);
    return `${notes.join('')}${this.passed} passed, ${this.failed} failed\n`;
  }
}

function stripColours(line) {
  // eslint-disable-next-line no-control-regex
  return line.replace(/\u001b\[[\d;]*m/g, '');
}
