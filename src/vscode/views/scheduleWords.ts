/** Turns a schedule into words; undefined when it cannot be read. */
export type DescribeSchedule = (expression: string) => string | undefined;

/**
 * Schedules in words, for rows that are drawn many times: the parser is loaded when the first schedule has to be
 * described, and each expression is described once.
 */
export class ScheduleWords {
  private describe: Promise<DescribeSchedule> | undefined;
  private readonly known = new Map<string, string | undefined>();

  constructor(private readonly load: () => Promise<DescribeSchedule>) {}

  /** Makes {@link get} answer for these expressions. */
  async prepare(expressions: readonly (string | null)[]): Promise<void> {
    const missing = expressions.filter((text): text is string => text !== null && !this.known.has(text));
    if (missing.length === 0) return;
    this.describe ??= this.load();
    const describe = await this.describe;
    for (const text of missing) this.known.set(text, describe(text));
  }

  get(expression: string | null): string | undefined {
    return expression === null ? undefined : this.known.get(expression);
  }
}
