/** Severity of a log line. Console lines are INFO (stdout) or ERR (stderr); only the engine itself warns. */
export type LogLevel = 'INFO' | 'WARN' | 'ERR ';

/** Who speaks: the engine (`system`) or the job (`console`). */
export type LogSource = 'system' | 'console';

/**
 * The beginning of a log line (kudu-webjobs §6.1): `[MM/dd/yyyy HH:mm:ss > {instance}: SYS INFO] `, UTC.
 *
 * @param unixMs milliseconds since 1970.
 */
export function logStamp(unixMs: number, instanceId: string, source: LogSource, level: LogLevel): string {
  return `[${logTime(unixMs)} > ${instanceId}: ${source === 'system' ? 'SYS ' : ''}${level}] `;
}

/** `MM/dd/yyyy HH:mm:ss`, UTC, whole seconds. */
export function logTime(unixMs: number): string {
  const iso = new Date(unixMs).toISOString();
  return `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(0, 4)} ${iso.slice(11, 19)}`;
}
