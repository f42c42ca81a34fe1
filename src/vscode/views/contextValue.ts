/**
 * The words that a tree item's context value is made of; menus test them with `viewItem =~ /;word;/`.
 * `test/manifest.test.ts` holds package.json to this list.
 */
export const contextWords = [
  'site',
  'group',
  'job',
  'workspace',
  'localSite',
  'remote',
  'continuous',
  'triggered',
  'connected',
  'disconnected',
  'schedulesOn',
  'schedulesOff',
  'runnable',
  'debuggable',
  'alive',
  'stoppable',
  'hasFolder',
  'scheduled',
  'undoable',
  'cutOff',
  'ended',
  'failed',
  'run',
  'more',
] as const;

export type ContextWord = (typeof contextWords)[number];

/** Joins words so that each can be found with its separators: `;job;alive;`. */
export function contextValue(...words: readonly (ContextWord | false)[]): string {
  return `;${words.filter((word) => word !== false).join(';')};`;
}
