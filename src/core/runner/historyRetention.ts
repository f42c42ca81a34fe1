/**
 * The run folders that go before a new run begins (kudu-webjobs §1.5): all but the newest `historySize - 1`, by name.
 *
 * @param historySize `WEBJOBS_HISTORY_SIZE`, at least 1.
 */
export function expiredRuns(runFolders: readonly string[], historySize: number): string[] {
  return [...runFolders]
    .sort(compareNames)
    .reverse()
    .slice(Math.max(historySize - 1, 0));
}

/** Orders run folders by time: ids sort by name. */
export function compareNames(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
