/**
 * Runs recorded vectors (product.md, Q7) and tells for each file how many passed, and which did not.
 *
 *   npm run test:vectors [-- [part of a file name …] [--only ID] [--mutated [--seed N]]]
 *
 * With `--mutated` a changed copy of each case runs in its place, see `mutate.ts`; files of cases that cannot be changed
 * are left out.
 *
 * The folder is the one named by WEBJOBS_VECTORS, else `test/vectors`. A case of `zip-times.json` with the kind `etag` is
 * run by `suites/zipTimesEtag.ts` or, if there is none, by `suites/zipTimes.ts`; see {@link VectorSuite}.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { mutateCase, type RecordedCase } from './mutate';

/** What a module in `suites/` exports. */
export interface VectorSuite {
  /** Runs one case; throws when the outcome is not the recorded one. */
  readonly runCase: (vectorCase: never) => void | Promise<void>;
  /** How many cases may run at the same time, for those that wait for real time to pass; 1 without it. */
  readonly concurrency?: number;
}

interface VectorCase {
  readonly id: string;
  readonly kind: string | undefined;
  readonly data: unknown;
}

interface CaseFile {
  readonly file: string;
  readonly name: string;
  readonly cases: readonly VectorCase[];
}

interface Failure {
  readonly id: string;
  readonly reason: string;
}

const suiteFolder = join(__dirname, 'suites');

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { only: { type: 'string' }, mutated: { type: 'boolean' }, seed: { type: 'string', default: '1' } },
    allowPositionals: true,
  });
  const folder = process.env.WEBJOBS_VECTORS ?? __dirname;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .filter((file) => positionals.length === 0 || positionals.some((part) => file.includes(part)))
    .sort();
  const loaded = files.map((file): CaseFile => {
    const name = basename(file, '.json');
    const all = readCases(join(folder, file)).filter(({ id }) => values.only === undefined || values.only === id);
    return { file, name, cases: values.mutated ? mutated(name, all, Number(values.seed)) : all };
  });
  const present = loaded.filter(({ cases }) => cases.length > 0);
  // The file that waits longest has a lane of its own; the others follow one another beside it.
  const lengthOf = ({ cases }: CaseFile): number => cases.reduce((sum, each) => sum + secondsOf(each), 0);
  const [longest, ...others] = present.toSorted((left, right) => lengthOf(right) - lengthOf(left));
  await Promise.all([runFiles(longest ? [longest] : []), runFiles(others)]);
  if (present.length === 0) {
    process.stderr.write('No case matches.\n');
    process.exitCode = 1;
  }
}

async function runFiles(files: readonly CaseFile[]): Promise<void> {
  for (const { file, name, cases } of files) {
    const failures = await runFile(name, cases);
    process.stdout.write(`${file}: passed ${cases.length - failures.length}, failed ${failures.length}\n`);
    for (const { id, reason } of failures) process.stdout.write(`  ${id}: ${reason.replaceAll('\n', '\n    ')}\n`);
    if (failures.length > 0) process.exitCode = 1;
  }
}

/** Cases without an id of their own go by their index in the file. */
function readCases(path: string): VectorCase[] {
  const cases = JSON.parse(readFileSync(path, 'utf8')) as { readonly id?: string; readonly kind?: string }[];
  return cases.map((data, index) => ({ id: data.id ?? String(index), kind: data.kind, data }));
}

/** Cases go on by their recorded ids for whoever reads the result; what runs does not know them. */
function mutated(name: string, cases: readonly VectorCase[], seed: number): VectorCase[] {
  return cases.flatMap((each, index) => {
    const data = mutateCase(name, each.data as RecordedCase, seed * 1_000 + index);
    return data === undefined ? [] : [{ ...each, data }];
  });
}

async function runFile(name: string, cases: readonly VectorCase[]): Promise<Failure[]> {
  const failures: Failure[] = [];
  for (const kind of new Set(cases.map((each) => each.kind))) {
    const ofKind = cases.filter((each) => each.kind === kind);
    const suite = await loadSuite(name, kind);
    if (suite === undefined) failures.push(...ofKind.map(({ id }) => ({ id, reason: 'no suite runs this case' })));
    else failures.push(...(await runCases(suite, ofKind)));
  }
  return failures;
}

async function loadSuite(name: string, kind: string | undefined): Promise<VectorSuite | undefined> {
  for (const words of kind === undefined ? [name] : [`${name}-${kind}`, name]) {
    const path = join(suiteFolder, `${camelCase(words)}.ts`);
    if (existsSync(path)) return (await import(pathToFileURL(path).href)) as VectorSuite;
  }
  return undefined;
}

async function runCases(suite: VectorSuite, cases: readonly VectorCase[]): Promise<Failure[]> {
  const failures: Failure[] = [];
  // A long case that begins last would be waited for alone.
  const waiting = cases.toSorted((left, right) => secondsOf(right) - secondsOf(left)).values();
  const worker = async (): Promise<void> => {
    for (const { id, data } of waiting) {
      try {
        await suite.runCase(data as never);
      } catch (error) {
        failures.push({ id, reason: error instanceof Error ? error.message : String(error) });
      }
    }
  };
  await Promise.all(Array.from({ length: suite.concurrency ?? 1 }, worker));
  return failures;
}

/** How long a case plays, as far as it tells. */
function secondsOf({ data }: VectorCase): number {
  const { end, actions = [] } = data as { readonly end?: unknown; readonly actions?: readonly { at?: unknown }[] };
  const times = [end, ...actions.map(({ at }) => at)];
  return Math.max(0, ...times.filter((time) => typeof time === 'number'));
}

function camelCase(words: string): string {
  return words.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

void main();
