import { message, type Message } from '../base/message';

/** A duration in the largest unit that tells it well: `40 seconds`, `2.5 minutes`, `3 hours`, `12 days`. */
export function durationInWords(durationMs: number): Message {
  const seconds = durationMs / 1000;
  if (seconds < 90) return inUnit(seconds, message('1 second'), (n) => message('{n} seconds', { n }));
  if (seconds < 90 * 60) return inUnit(seconds / 60, message('1 minute'), (n) => message('{n} minutes', { n }));
  if (seconds < 36 * 3600) return inUnit(seconds / 3600, message('1 hour'), (n) => message('{n} hours', { n }));
  return inUnit(seconds / 86_400, message('1 day'), (n) => message('{n} days', { n }));
}

function inUnit(amount: number, one: Message, many: (n: number) => Message): Message {
  const n = amount < 10 ? Math.round(amount * 10) / 10 : Math.round(amount);
  return n === 1 ? one : many(n);
}
