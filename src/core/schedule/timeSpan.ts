import { dayMs, hourMs, minuteMs, secondMs } from './wallTime';

/**
 * A duration in milliseconds as .NET writes a TimeSpan, the form in the scheduler's log: `00:15:00`, `40.00:00:00`,
 * `00:00:07.7500000`. Days and fraction appear only when they are not zero.
 */
export function formatTimeSpan(durationMs: number): string {
  const rest = Math.abs(durationMs);
  const days = Math.floor(rest / dayMs);
  const clock = [(rest % dayMs) / hourMs, (rest % hourMs) / minuteMs, (rest % minuteMs) / secondMs]
    .map((part) => String(Math.floor(part)).padStart(2, '0'))
    .join(':');
  // A tick is 100 ns, so seven digits hold what is below a second.
  const ticks = Math.round((rest % secondMs) * 10_000);
  const fraction = ticks === 0 ? '' : `.${String(ticks).padStart(7, '0')}`;
  return `${durationMs < 0 ? '-' : ''}${days === 0 ? '' : `${days}.`}${clock}${fraction}`;
}
