/** What decides how soon a continuous job's process is started again (kudu-webjobs §4.3). All times in milliseconds. */
export interface RestartRule {
  /** `WEBJOBS_RESTART_TIME`. */
  readonly restartMs: number;
  /** A process that lived at least this long is restarted at once. */
  readonly longLifeMs: number;
}

/**
 * How long to wait before the next start. There is no growing back-off and no limit on restarts, as in the service.
 *
 * @param livedMs from the preparation of the working copy to the end of the process.
 */
export function restartDelayMs(livedMs: number, rule: RestartRule): number {
  return livedMs < rule.longLifeMs ? rule.restartMs : 0;
}
