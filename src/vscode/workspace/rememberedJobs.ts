import type { Memento } from 'vscode';
import type { Disposable } from '../../core/base/disposable';
import type { Event } from '../../core/base/event';

const memoryKey = 'hadJobs';

/** Whether the window had jobs when it was last open, so that they need not be searched for before they are shown. */
export function hadJobs(memory: Memento): boolean {
  return memory.get<boolean>(memoryKey, false);
}

/** Keeps {@link hadJobs} true to what the window knows. */
export function rememberJobs(
  registry: { readonly jobs: readonly unknown[]; readonly onDidChange: Event<unknown> },
  memory: Memento,
): Disposable {
  const update = (): void => {
    const hasJobs = registry.jobs.length > 0;
    if (hasJobs !== hadJobs(memory)) void memory.update(memoryKey, hasJobs ? true : undefined);
  };
  update();
  return registry.onDidChange(update);
}
