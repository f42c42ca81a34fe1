/**
 * A second reading of the language for differential tests. It shares no code with the product: values are found by asking
 * of each value of a field whether an element admits it, and runs by stepping through time.
 */
const ranges = [
  [0, 59],
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
] as const;

const names: Readonly<Record<number, readonly string[]>> = {
  4: 'january february march april may june july august september october november december'.split(' '),
  5: 'sunday monday tuesday wednesday thursday friday saturday'.split(' '),
};

/** Whether each of the six fields admits a value. Only for valid expressions. */
export type Matcher = (field: number, value: number) => boolean;

export function bruteForceMatcher(expression: string): Matcher {
  const fields = expression.split(' ').filter((token) => token.length > 0);
  const tables = fields.map((token, field) => {
    const [min, max] = ranges[field] ?? [0, 0];
    const table = new Set<number>();
    for (let value = min; value <= max; value++) {
      if (token.split(',').some((element) => admits(element, field, min, max, value))) table.add(value);
    }
    return table;
  });
  return (field, value) => tables[field]?.has(value) ?? false;
}

function admits(element: string, field: number, min: number, max: number, value: number): boolean {
  const [base = '', stepText] = element.split('/');
  const step = Math.max(Number(stepText ?? 1), 1);
  let low = min;
  let high = max;
  if (base !== '*') {
    const ends = base.split('-').map((text) => valueOf(text, field));
    const [first = 0, second = stepText === undefined ? first : max] = ends;
    low = Math.min(first, second);
    high = Math.max(first, second);
  }
  return value >= low && value <= high && (value - low) % step === 0;
}

function valueOf(text: string, field: number): number {
  if (/^\d/.test(text)) return Number(text);
  const index = (names[field] ?? []).findIndex((name) => name.startsWith(text.toLowerCase()));
  return field === 4 ? index + 1 : index;
}

/** The first `count` matching seconds strictly after `from` and before `until`, found by looking at every one in turn. */
export function bruteForceRuns(matches: Matcher, from: Date, count: number, until: Date): Date[] {
  const runs: Date[] = [];
  const time = new Date(Math.floor(from.getTime() / 1000) * 1000 + 1000);
  while (time < until && runs.length < count) {
    if (!matches(4, time.getUTCMonth() + 1) || !matches(3, time.getUTCDate()) || !matches(5, time.getUTCDay())) {
      time.setUTCHours(24, 0, 0, 0);
    } else if (!matches(2, time.getUTCHours())) time.setUTCMinutes(60, 0, 0);
    else if (!matches(1, time.getUTCMinutes())) time.setUTCSeconds(60, 0);
    else {
      if (matches(0, time.getUTCSeconds())) runs.push(new Date(time));
      time.setUTCSeconds(time.getUTCSeconds() + 1);
    }
  }
  return runs;
}
