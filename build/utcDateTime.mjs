/**
 * Stands in for luxon's `DateTime` under cron-parser, which the product asks for times of a day in UTC only: no zone, no
 * change of the clocks and no text is ever read. `test/build/utcDateTime.test.ts` holds it to luxon.
 */
export class DateTime {
  #date;

  /** @param milliseconds since 1970, as of `Date`. */
  constructor(milliseconds) {
    this.#date = new Date(milliseconds);
  }

  static local() {
    return new DateTime(Date.now());
  }

  static fromMillis(milliseconds, { zone } = {}) {
    if (zone !== undefined && zone !== 'UTC') throw new RangeError(`The zone ${zone} is not UTC.`);
    return new DateTime(milliseconds);
  }

  static fromJSDate(date, options) {
    return DateTime.fromMillis(date.getTime(), options);
  }

  get isValid() {
    return !Number.isNaN(this.#date.getTime());
  }

  get zoneName() {
    return 'UTC';
  }

  get offset() {
    return 0;
  }

  get year() {
    return this.#date.getUTCFullYear();
  }

  get month() {
    return this.#date.getUTCMonth() + 1;
  }

  get day() {
    return this.#date.getUTCDate();
  }

  /** Monday is 1, Sunday is 7. */
  get weekday() {
    return this.#date.getUTCDay() || 7;
  }

  get hour() {
    return this.#date.getUTCHours();
  }

  get minute() {
    return this.#date.getUTCMinutes();
  }

  get second() {
    return this.#date.getUTCSeconds();
  }

  get millisecond() {
    return this.#date.getUTCMilliseconds();
  }

  valueOf() {
    return this.#date.getTime();
  }

  toJSDate() {
    return new Date(this.#date);
  }

  toUTC() {
    return this;
  }

  toISO() {
    return this.#date.toISOString();
  }

  toJSON() {
    return this.toISO();
  }

  plus({ years = 0, months = 0, days = 0, hours = 0, minutes = 0, seconds = 0 }) {
    const { year, month } = this.#monthsLater(years * 12 + months);
    // The 31st of a month becomes the last day of a shorter one.
    const moved = this.set({ year, month, day: Math.min(this.day, lastDay(year, month)) });
    return new DateTime(moved.valueOf() + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
  }

  minus(units) {
    return this.plus(Object.fromEntries(Object.entries(units).map(([unit, count]) => [unit, -count])));
  }

  set(units) {
    const { year, month, day, hour, minute, second, millisecond } = this;
    const all = { year, month, day, hour, minute, second, millisecond, ...units };
    const date = new Date(0);
    date.setUTCFullYear(all.year, all.month - 1, Math.min(all.day, lastDay(all.year, all.month)));
    date.setUTCHours(all.hour, all.minute, all.second, all.millisecond);
    return new DateTime(date);
  }

  startOf(unit) {
    const position = parts.indexOf(unit);
    return this.set(Object.fromEntries(parts.slice(position + 1).map((each) => [each, each === 'day' ? 1 : 0])));
  }

  endOf(unit) {
    return new DateTime(
      this.startOf(unit)
        .plus({ [`${unit}s`]: 1 })
        .valueOf() - 1,
    );
  }

  #monthsLater(months) {
    const total = this.year * 12 + this.month - 1 + months;
    return { year: Math.floor(total / 12), month: (((total % 12) + 12) % 12) + 1 };
  }
}

const parts = ['month', 'day', 'hour', 'minute', 'second', 'millisecond'];

function lastDay(year, month) {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 0);
  return date.getUTCDate();
}
