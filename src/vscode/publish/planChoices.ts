import type { PublishChoices } from '../../core/publish/preparePublish';
import type { PlanRow } from './planRows';

/** What the chosen rows say against the plan, in the form in which the plan takes it. */
export function choicesOf(rows: readonly PlanRow[], chosen: ReadonlySet<PlanRow>, current: PublishChoices): Choices {
  const leaveOutPaths = new Set<string>();
  const overwritePaths = new Set<string>();
  const deletePaths = new Set<string>();
  for (const row of rows) {
    if (chosen.has(row)) {
      // What the plan does by itself needs no word, unless an earlier word made it do so.
      const isBySomebody = !row.isChosen || isIn(current.overwritePaths, row) || isIn(current.deletePaths, row);
      if (isBySomebody) (row.effect === 'send' ? overwritePaths : deletePaths).add(row.path);
    } else if (row.isChosen || isIn(current.leaveOutPaths, row)) leaveOutPaths.add(row.path);
  }
  return { leaveOutPaths, overwritePaths, deletePaths };
}

function isIn(paths: ReadonlySet<string> | undefined, { path }: PlanRow): boolean {
  return paths?.has(path) === true;
}

/** Choices about single files; what nobody chose is an empty set. */
export type Choices = Required<PublishChoices>;

/** What is lost on the site because somebody chose single files: the plan alone loses nothing in mode `newer`. */
export function lossesOf(rows: readonly PlanRow[], { overwritePaths, deletePaths }: Choices): readonly PlanRow[] {
  return rows.filter((row) => deletePaths.has(row.path) || (row.isNewerOnSite && overwritePaths.has(row.path)));
}
