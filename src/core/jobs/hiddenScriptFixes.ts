import { message } from '../base/message';
import { joinRelative } from './jobFiles';
import type { ProblemFix } from './jobProblem';
import type { NoScript } from './jobScript';
import { settingsFileName } from './jobSettings';

/** More are a project with a layout of its own, which a person has to judge. */
const mostMoves = 20;

/**
 * The service enters a folder only where nothing lies beside it (kudu-webjobs §2.2): either its neighbours go in, or what
 * it holds comes out. A fix that would meet a name twice is not offered.
 */
export function hiddenScriptFixes(
  { scriptFolder, hiddenBy = [], hiddenEntries = [] }: NoScript,
  hiddenScript: string,
): ProblemFix[] {
  const folder = hiddenScript.slice(0, hiddenScript.lastIndexOf('/'));
  const enteredFolder = folder.slice(scriptFolder === '' ? 0 : scriptFolder.length + 1).split('/', 1);
  const others = hiddenBy.join(', ');
  const title =
    hiddenBy.length <= 3
      ? message('Move {file} into {folder}', { file: others, folder })
      : message('Move {count} files and folders into {folder}', { count: hiddenBy.length, folder });
  const inwards = movesBetween(scriptFolder, folder, hiddenBy, hiddenEntries, title);
  // A lone settings.job belongs beside its script, wherever that lies.
  if (hiddenBy.length === 1 && hiddenBy[0] === settingsFileName) return inwards;
  const isScriptOnly = hiddenEntries.length === 1;
  const outwardsTitle = isScriptOnly
    ? message('Move {script} up', { script: hiddenScript })
    : message('Move all that lies in {folder} up', { folder });
  return [
    ...inwards,
    ...movesBetween(folder, scriptFolder, hiddenEntries, [...hiddenBy, ...enteredFolder], outwardsTitle),
  ];
}

function movesBetween(
  from: string,
  to: string,
  names: readonly string[],
  namesThere: readonly string[],
  title: ReturnType<typeof message>,
): ProblemFix[] {
  const taken = new Set(namesThere.map((name) => name.toLowerCase()));
  if (names.length > mostMoves || names.some((name) => taken.has(name.toLowerCase()))) return [];
  const moves = names.map((name) => ({ from: joinRelative(from, name), to: joinRelative(to, name) }));
  const [move] = moves;
  return moves.length === 1 && move !== undefined
    ? [{ kind: 'rename', title, ...move }]
    : [{ kind: 'moves', title, moves }];
}
