type Units = Readonly<Record<string, number>>;

export class DateTime {
  static fromMillis(milliseconds: number, options?: { readonly zone?: string }): DateTime;
  valueOf(): number;
  plus(units: Units): DateTime;
  minus(units: Units): DateTime;
  set(units: Units): DateTime;
  startOf(unit: string): DateTime;
  endOf(unit: string): DateTime;
  toISO(): string;
  readonly weekday: number;
}
