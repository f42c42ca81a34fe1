import { isTreeNode } from '../views/treeNodes';

/** What a menu passes: the row or file it was opened on, and all that are selected where that is one of them. */
export function selectionOf(target: unknown, selected: unknown): readonly unknown[] {
  return Array.isArray(selected) && selected.includes(target) ? (selected as readonly unknown[]) : [target];
}

/** Does to every selected job of the tree what is done to one; rows of other things among them are left out. */
export function forEachJob(work: (target: unknown) => Promise<void>) {
  return async (target: unknown, selected: unknown): Promise<void> => {
    const all = selectionOf(target, selected);
    const jobs = all.filter((each) => isTreeNode(each) && each.type === 'job');
    await Promise.all((all.length > 1 && jobs.length > 0 ? jobs : [target]).map(work));
  };
}
