/**
 * Runs `work` for every item, at most `limit` at a time. Items that are pushed to the list meanwhile are worked on too. The
 * first failure is thrown after the work that has begun is over, and nothing else begins.
 */
export async function mapConcurrently<T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const active = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let next = 0;
  while (active.size > 0 || (failures.length === 0 && next < items.length)) {
    while (failures.length === 0 && active.size < limit && next < items.length) {
      const task: Promise<void> = work(items[next++] as T)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => active.delete(task));
      active.add(task);
    }
    await Promise.race(active);
  }
  if (failures.length > 0) throw failures[0];
}
