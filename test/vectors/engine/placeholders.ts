import assert from 'node:assert/strict';

/** What the placeholders of one case stand for; the README beside the recordings explains them. */
export interface PlaceholderValues {
  readonly instance: string;
  readonly home: string;
  readonly temp: string;
  readonly base: string;
  readonly jobDir: string;
  readonly dataDir: string;
  readonly kind: string;
  readonly job: string;
  /** Ids of the runs that the case started, in order of time. */
  readonly runIds: readonly string[];
}

const time = String.raw`\d\d/\d\d/\d{4} \d\d:\d\d:\d\d`;
const span = String.raw`-?(?:\d+\.)?\d\d:\d\d:\d\d(?:\.\d{7})?`;
const randomName = String.raw`[a-z0-9]{8}\.[a-z0-9]{3}`;

/** Compares a value with a recorded one whose texts hold placeholders; the message shows both. */
export function assertMatches(actual: unknown, expected: unknown, values: PlaceholderValues, what: string): void {
  if (matches(actual, expected, values)) return;
  assert.fail(`${what}\n  expected ${JSON.stringify(expected)}\n  actual   ${JSON.stringify(actual)}`);
}

/** Compares two lists of texts and shows the first difference. */
export function assertLines(
  actual: readonly string[],
  expected: readonly string[],
  values: PlaceholderValues,
  what: string,
): void {
  const length = Math.max(actual.length, expected.length);
  for (let index = 0; index < length; index++) {
    const [is, should] = [actual[index], expected[index]];
    if (is !== undefined && should !== undefined && matchesText(is, should, values)) continue;
    const shown = (lines: readonly string[]): string =>
      lines
        .slice(Math.max(0, index - 3), index + 4)
        .map((line) => `\n      ${line.slice(0, 200)}`)
        .join('');
    assert.fail(
      `${what}, line ${index + 1} of ${expected.length}\n    expected${shown(expected)}\n    actual${shown(actual)}`,
    );
  }
}

function matches(actual: unknown, expected: unknown, values: PlaceholderValues): boolean {
  if (typeof expected === 'string') return typeof actual === 'string' && matchesText(actual, expected, values);
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((item, index) => matches(actual[index], item, values))
    );
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof actual !== 'object' || actual === null) return false;
    const names = Object.keys(expected);
    return (
      names.length === Object.keys(actual).length &&
      names.every((name) =>
        matches((actual as Record<string, unknown>)[name], (expected as Record<string, unknown>)[name], values),
      )
    );
  }
  return actual === expected;
}

/** Whether a text is what a recorded one with placeholders says. */
export function matchesText(actual: string, expected: string, values: PlaceholderValues): boolean {
  return new RegExp(`^${patternOf(expected, values)}$`, 'su').test(actual);
}

function patternOf(text: string, values: PlaceholderValues): string {
  return text
    .split(/(\{REPEAT . \d+\}|\{[A-Z_]+\d*\})/su)
    .map((part, index) => (index % 2 === 0 ? escaped(part) : placeholderPattern(part.slice(1, -1), values)))
    .join('');
}

function placeholderPattern(name: string, values: PlaceholderValues): string {
  const repeat = /^REPEAT (.) (\d+)$/su.exec(name);
  if (repeat) return `${escaped(repeat[1] ?? '')}{${repeat[2] ?? ''}}`;
  const run = /^RUNID(\d+)$/.exec(name);
  if (run) return escaped(values.runIds[Number(run[1]) - 1] ?? `no run ${run[1] ?? ''}`);
  const workDir = `${escaped(values.temp)}/jobs/${values.kind}/${escaped(values.job)}/${randomName}`;
  const known: Readonly<Record<string, string>> = {
    TIME: time,
    INSTANCE: escaped(values.instance),
    HOME: escaped(values.home),
    TEMP: escaped(values.temp),
    BASE: escaped(values.base),
    JOBDIR: escaped(values.jobDir),
    DATADIR: escaped(values.dataDir),
    WORKDIR: workDir,
    SHUTDOWN_FILE: `${escaped(values.temp)}/JobsShutdown/${values.kind}/${escaped(values.job)}/${randomName}`,
    PORT: String.raw`\d+`,
    RUNID: String.raw`\d{18}`,
    TIMESTAMP: String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{0,6}[1-9])?Z`,
    DURATION: span,
    SPAN: span,
    NL: String.raw`\r?\n`,
  };
  // The rest stands for texts of the platform: LOCAL_TIME, DATE_TIME, STACK, EXCEPTION, HOST_MESSAGE.
  return known[name] ?? '.+';
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
