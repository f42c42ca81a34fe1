/**
 * Strings that the service's JSON library turns into dates, so that they are no strings any more (kudu-webjobs §3.2).
 */

/**
 * The date in the form in which the settings API shows it on a machine whose zone is UTC; undefined for a text that
 * stays a string.
 */
export function dateOfString(text: string): string | undefined {
  if (text.startsWith('/Date(') && text.endsWith(')/') && text.length >= 9)
    return dateOfMicrosoftForm(text.slice(6, -2));
  return text.length >= 19 && text.length <= 40 ? dateOfIsoForm(text) : undefined;
}

const isoForm = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,7}))?(Z|z|[-+](\d\d)(?::?(\d\d))?)?$/;

function dateOfIsoForm(text: string): string | undefined {
  const match = isoForm.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  if (minute > 59 || second > 59 || hour > 24) return undefined;
  const fraction = (match[7] ?? '').replace(/0+$/, '');
  if (hour === 24 && (minute !== 0 || second !== 0 || fraction !== '')) return undefined;

  const zone = match[8];
  const sign = zone?.startsWith('-') === true ? -1 : 1;
  const offsetMinutes = sign * (Number(match[9] ?? 0) * 60 + Number(match[10] ?? 0));
  const instant = new Date(0);
  instant.setUTCFullYear(year, month - 1, day);
  instant.setUTCHours(hour, minute - offsetMinutes, second);
  const suffix = zone === undefined ? '' : zone.toUpperCase() === 'Z' ? 'Z' : '+00:00';
  return formatInstant(instant, fraction) + suffix;
}

function dateOfMicrosoftForm(content: string): string | undefined {
  const match = /^(-?\d+)([-+]\d{4})?$/.exec(content);
  if (match === null) return undefined;
  const instant = new Date(Number(match[1]));
  if (Number.isNaN(instant.getTime())) return undefined;
  const milliseconds = instant.getUTCMilliseconds();
  const fraction = milliseconds === 0 ? '' : String(milliseconds).padStart(3, '0').replace(/0+$/, '');
  return formatInstant(instant, fraction) + (match[2] === undefined ? 'Z' : '+00:00');
}

function daysInMonth(year: number, month: number): number {
  const last = new Date(0);
  last.setUTCFullYear(year, month, 0);
  return last.getUTCDate();
}

function formatInstant(instant: Date, fraction: string): string {
  const digits = (value: number, length: number): string => String(value).padStart(length, '0');
  const date = [
    digits(instant.getUTCFullYear(), 4),
    digits(instant.getUTCMonth() + 1, 2),
    digits(instant.getUTCDate(), 2),
  ];
  const time = [instant.getUTCHours(), instant.getUTCMinutes(), instant.getUTCSeconds()].map((value) =>
    digits(value, 2),
  );
  return `${date.join('-')}T${time.join(':')}${fraction === '' ? '' : `.${fraction}`}`;
}
