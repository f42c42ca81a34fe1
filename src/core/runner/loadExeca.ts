/**
 * Execa, loaded when the first process is started: it is a tree of some hundred modules, and an engine that only watches
 * or answers questions does not need it.
 */
export function loadExeca(): Promise<typeof import('execa')> {
  return import('execa');
}
