import type { execa as Execa } from 'execa';

/** Execa, loaded apart from the engine: it is a tree of some hundred modules, and nobody has to wait for it at the start. */
export async function loadExeca(): Promise<{ readonly execa: typeof Execa }> {
  return import('execa');
}
