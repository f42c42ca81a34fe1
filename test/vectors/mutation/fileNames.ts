import type { SeededRandom } from '../../support/seededRandom';

/** A recorded case about which file of a job runs. */
export interface EntryPointCase {
  readonly files: readonly string[];
  readonly expected: {
    readonly file?: string;
    readonly run_command?: string;
    readonly script_folder?: string;
    readonly arguments?: string;
  };
}

/** Names that the service knows, and those that only look like one of them. */
const meaningful = /^(?:run.*|project|settings|disable)$/i;
const triesForOrder = 10_000;

/**
 * Gives the files and folders of a case other names. Extensions stay, and the order of names, which decides among equals;
 * so does every name with anything but letters, which is what its case is about.
 */
export function otherFileNames<Case extends EntryPointCase>(recorded: Case, random: SeededRandom): Case {
  const others = otherStems(recorded.files, random);
  const rename = (path: string): string =>
    path
      .split('/')
      .map((name) => name.replace(/^[^.]*/, (stem) => others.get(stem) ?? stem))
      .join('/');
  const { file, run_command, script_folder, arguments: words } = recorded.expected;
  if (file === undefined || words === undefined) return { ...recorded, files: recorded.files.map(rename) };
  return {
    ...recorded,
    files: recorded.files.map(rename),
    expected: {
      ...recorded.expected,
      file: rename(file),
      run_command: rename(run_command ?? ''),
      script_folder: rename(script_folder ?? ''),
      arguments: words.replace(file, rename(file)),
    },
  };
}

/** Names without their extensions, and what takes their place. */
function otherStems(paths: readonly string[], random: SeededRandom): Map<string, string> {
  const stems = [...new Set(paths.flatMap((path) => path.split('/')).map((name) => name.split('.')[0] ?? ''))];
  const simple = stems.filter((stem) => /^[A-Za-z]+$/.test(stem));
  const all = [...new Set(simple.map((stem) => stem.toLowerCase()))].sort();
  for (let tries = 0; tries < triesForOrder; tries++) {
    const words = otherWords(all, random);
    const inOrder = all.map((stem) => words.get(stem) ?? '');
    if (inOrder.every((word, index) => index === 0 || (inOrder[index - 1] ?? '') < word))
      return new Map(simple.map((stem) => [stem, inCaseOf(stem, words.get(stem.toLowerCase()) ?? '')]));
  }
  throw new Error(`No other names in the order of ${simple.join(', ')}.`);
}

/** Words in the order of the ones they replace; among those that stay they may still be out of order. */
function otherWords(stems: readonly string[], random: SeededRandom): Map<string, string> {
  const free = stems.filter((stem) => !meaningful.test(stem));
  const words = free.map(() => random.word(random.between(2, 8))).sort();
  return new Map(stems.map((stem) => [stem, words[free.indexOf(stem)] ?? stem]));
}

/** A word in capitals where the other one has them. */
function inCaseOf(stem: string, word: string): string {
  if (stem === stem.toLowerCase()) return word;
  return stem === stem.toUpperCase() ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1);
}
