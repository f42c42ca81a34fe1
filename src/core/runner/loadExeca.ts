import type { execa as Execa } from 'execa';

/**
 * Execa, loaded when the first process is started: it is a tree of some hundred modules, and an engine that only watches
 * or answers questions does not need it.
 */
export async function loadExeca(): Promise<{ readonly execa: typeof Execa }> {
  return import('execa');
}
