import { SeededRandom } from '../support/seededRandom';
import { type EntryPointCase, otherFileNames } from './mutation/fileNames';
import { mapStrings } from './mutation/jsonStrings';
import { mapPrinted, replaceWords, wordsIn } from './mutation/printedText';

/** A recorded case; what else it holds depends on its file. */
export interface RecordedCase {
  readonly id?: string;
  readonly kind?: string;
  readonly job?: string;
  readonly files?: unknown;
  readonly actions?: readonly { readonly do: string; readonly job?: string }[];
  readonly other_jobs?: Readonly<Record<string, unknown>>;
  readonly second_root?: Readonly<Record<string, unknown>>;
}

/**
 * Makes another case of a recorded one that must come out in the same way: its jobs have other names, their scripts print
 * other words and fail with other exit codes, and what is expected is changed in step. So nothing can know a case by what
 * is written in it. Cases about which file runs get other file names. These parts stay, because the case is about them:
 * names of scripts that are run, run arguments, settings, times, digits in what is printed (some scripts count), and exit
 * codes that the shell makes.
 *
 * Undefined for a file of cases whose input is a text of which every character matters.
 */
export function mutateCase(file: string, recorded: RecordedCase, seed: number): unknown {
  const random = new SeededRandom(seed);
  const named = { ...recorded, id: `mutant-${seed}` };
  switch (file) {
    case 'continuous':
    case 'triggered':
      return mutateJobs(named, random);
    case 'scheduler':
      return recorded.kind === 'interval' ? otherYears(named) : mutateJobs({ job: 'job1', ...named }, random);
    case 'settings':
      return otherSchedule(named, random);
    case 'entry-point':
      return otherFileNames(named as unknown as EntryPointCase, random);
    default:
      return undefined;
  }
}

/** Members for people and of the driver; nothing of them reaches the product. */
const untouched: ReadonlySet<string> = new Set(['id', 'title', 'tags', 'notes', 'kind', 'type', 'do']);

function mutateJobs(recorded: RecordedCase, random: SeededRandom): unknown {
  const renamed = renameJobs(recorded, random);
  return otherExitCodes(otherWords(renamed, random), random);
}

function renameJobs(recorded: RecordedCase, random: SeededRandom): unknown {
  const names = [
    ...new Set([
      ...(recorded.job === undefined ? [] : [recorded.job]),
      ...Object.keys(recorded.other_jobs ?? {}),
      ...Object.keys(recorded.second_root ?? {}),
      ...(recorded.actions ?? []).flatMap(({ job }) => job ?? []),
    ]),
  ].sort();
  const simple = names.filter((name) => /^[a-z0-9]+$/.test(name));
  // Lists are in the order of names, so that the new names come in the same order.
  const words = simple.map(() => random.word(random.between(4, 9))).sort();
  const others = new Map(simple.map((name, index) => [name, words[index] ?? name]));
  // A name with special characters is what its case is about: it only gets longer.
  for (const name of names) if (!others.has(name)) others.set(name, random.word(3) + name);
  const forms = [...others].flatMap<[string, string]>(([name, other]) => [
    [name, other],
    [encodeURIComponent(name), encodeURIComponent(other)],
  ]);
  const byForm = new Map(forms);
  const pattern = new RegExp(
    `(?<![A-Za-z0-9])(?:${[...byForm.keys()].map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})(?![A-Za-z0-9])`,
    'g',
  );
  const rename = (text: string): string => text.replace(pattern, (form) => byForm.get(form) ?? form);
  return mapStrings(recorded, (text, [member]) => (member && untouched.has(member) ? text : rename(text)), {
    // `other` is the name of a job too.
    names: (name) => (name === 'other_jobs' || name === 'other_logs' ? name : rename(name)),
  });
}

const scriptFile = /\.(?:sh|py|js|php|ps1)$/;
const settingsFiles = /(?:settings|disable)\.job$/;
const consoleRecord = /^(\[\{TIME\} > [^:]*: (?:INFO|ERR )\] )(.*)$/s;

function otherWords(recorded: unknown, random: SeededRandom): unknown {
  const words = new Set<string>();
  const rotation = random.between(1, 25);
  const collect = (text: string): string => {
    for (const word of wordsIn(text)) words.add(word);
    return text;
  };
  mapFiles(recorded, {
    script: (text) => mapPrinted(text, collect),
    data: collect,
  });
  const replace = (text: string): string => replaceWords(text, words, rotation);
  const changed = mapFiles(recorded, { script: (text) => mapPrinted(text, replace), data: replace });
  return mapExpected(changed, (text, path) => {
    const [, stamp, printed] = consoleRecord.exec(text) ?? [];
    if (stamp !== undefined && printed !== undefined) return stamp + replace(printed);
    return path.at(-1) === 'content' ? replace(text) : text;
  });
}

/** Zero stays zero; a failure stays one, but none that means something to a shell (124 and above). */
function otherExitCodes(recorded: unknown, random: SeededRandom): unknown {
  const others = new Map<string, string>();
  const other = (code: string): string => {
    if (code === '0') return code;
    let found = others.get(code);
    while (found === undefined || found === code) found = String(random.between(2, 123));
    others.set(code, found);
    return found;
  };
  const changed = mapFiles(recorded, {
    script: (text) => text.replace(/(\bexit[ (])(\d+)/g, (_, word: string, code: string) => word + other(code)),
    data: (text) => text,
  });
  return mapExpected(changed, (text) =>
    text.replace(/(exit code )(\d+)/g, (_, words: string, code: string) => words + (others.get(code) ?? code)),
  );
}

/** Texts of scripts and of other files, at the start and in actions; settings stay. */
function mapFiles(
  recorded: unknown,
  map: { readonly script: (text: string) => string; readonly data: (text: string) => string },
): unknown {
  const ofFile = (path: string, text: string): string => {
    if (settingsFiles.test(path)) return text;
    return scriptFile.test(path) ? map.script(text) : map.data(text);
  };
  const members = recorded as Readonly<Record<string, unknown>>;
  const actions = members.actions as readonly Readonly<Record<string, unknown>>[] | undefined;
  return {
    ...members,
    ...Object.fromEntries(
      ['files', 'other_jobs', 'second_root']
        .filter((name) => members[name] !== undefined)
        .map((name) => [
          name,
          mapStrings(members[name], (text, path) => {
            const isSpec = ['content', 'base64', 'mtime', 'starts'].includes(path.at(-1) ?? '');
            if (isSpec && path.at(-1) !== 'content') return text;
            return ofFile((isSpec ? path.at(-2) : path.at(-1)) ?? '', text);
          }),
        ]),
    ),
    ...(actions && {
      actions: actions.map((action) =>
        typeof action.content === 'string'
          ? { ...action, content: ofFile(String(action.path), action.content) }
          : action,
      ),
    }),
  };
}

function mapExpected(recorded: unknown, map: (text: string, path: readonly string[]) => string): unknown {
  const members = recorded as Readonly<Record<string, unknown>>;
  return { ...members, ...('expected' in members && { expected: mapStrings(members.expected, map) }) };
}

/**
 * A calendar repeats itself after 28 years, but the rules of a zone do not: only cases in UTC are moved. The text of the
 * schedule stays: which moments it names is what the case is about.
 */
function otherYears(recorded: RecordedCase): unknown {
  if ((recorded as { readonly time_zone?: string }).time_zone !== 'UTC') return recorded;
  return mapStrings(recorded, (text) =>
    text.replace(/^(20[0-4]\d)(?=-\d\d-\d\dT)/, (year) => String(Number(year) + 28)),
  );
}

/** Reading settings passes the schedule on as it is; every other text of these cases is its subject. */
function otherSchedule(recorded: RecordedCase, random: SeededRandom): unknown {
  const { text, expected } = recorded as {
    readonly text?: string | null;
    readonly expected?: { readonly triggered?: { readonly schedule?: string | null } };
  };
  const schedule = expected?.triggered?.schedule;
  // One that JSON has to escape is about the escape.
  if (!schedule || JSON.stringify(schedule) !== `"${schedule}"` || !text?.includes(`"${schedule}"`)) return recorded;
  const other = `${random.between(0, 59)} ${random.between(0, 59)} 3 * * *`;
  return mapStrings(recorded, (value) =>
    value === schedule ? other : value.replaceAll(`"${schedule}"`, `"${other}"`),
  );
}
