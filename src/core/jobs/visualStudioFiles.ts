import type { JobKind } from './job';
import { parseRelaxedJson } from './relaxedJson';
import type { JsonNode } from './relaxedJsonNodes';

/** What `webjob-publish-settings.json` says. What is absent, `null`, `"null"` or of another type is undefined. */
export interface VisualStudioJob {
  readonly name: string | undefined;
  readonly runMode: VisualStudioRunMode | undefined;
  /** The kind that Visual Studio publishes the job as; undefined without a run mode that it knows. */
  readonly kind: JobKind | undefined;
  /** Texts with a zone, such as `2015-01-09T01:00:00+01:00`. The service reads no part of the recurrence. */
  readonly startTime: string | undefined;
  readonly endTime: string | undefined;
  readonly recurrence: VisualStudioRecurrence | undefined;
}

export type VisualStudioRunMode = 'Continuous' | 'OnDemand' | 'Scheduled';

export type VisualStudioFrequency = 'Second' | 'Minute' | 'Hour' | 'Day' | 'Week' | 'Month';

/** Every so many units. */
export interface VisualStudioRecurrence {
  readonly frequency: VisualStudioFrequency;
  readonly interval: number;
}

/** Reads the text of `webjob-publish-settings.json`, as far as it makes sense. Never throws. */
export function readVisualStudioJob(text: string): VisualStudioJob {
  const root = rootOf(text);
  const runMode = wordOf(memberOf(root, 'runMode'), runModes);
  return {
    name: textOf(memberOf(root, 'webJobName')),
    runMode,
    kind: runMode === undefined ? undefined : kindOfRunMode[runMode],
    startTime: textOf(memberOf(root, 'startTime')),
    endTime: textOf(memberOf(root, 'endTime')),
    recurrence: recurrenceOf(root),
  };
}

/**
 * Reads the text of `webjobs-list.json`: the paths of project files relative to the web project, with `/`, in the order of
 * the file. Never throws.
 */
export function readWebJobsList(text: string): readonly string[] {
  const jobs = memberOf(rootOf(text), 'WebJobs');
  if (jobs?.type !== 'array') return [];
  return jobs.items
    .map((item) => textOf(memberOf(item, 'filePath'))?.replaceAll('\\', '/'))
    .filter((path) => path !== undefined);
}

const runModes = ['Continuous', 'OnDemand', 'Scheduled'] as const satisfies readonly VisualStudioRunMode[];

const frequencies = [
  'Second',
  'Minute',
  'Hour',
  'Day',
  'Week',
  'Month',
] as const satisfies readonly VisualStudioFrequency[];

const kindOfRunMode: Readonly<Record<VisualStudioRunMode, JobKind>> = {
  Continuous: 'continuous',
  OnDemand: 'triggered',
  Scheduled: 'triggered',
};

function rootOf(text: string): JsonNode | undefined {
  // Visual Studio writes a byte order mark.
  return parseRelaxedJson(text.replace(/^\uFEFF/, '')).root;
}

/** The member that counts: Visual Studio's JSON library takes names in any case, and of duplicates the last one. */
function memberOf(node: JsonNode | undefined, name: string): JsonNode | undefined {
  if (node?.type !== 'object') return undefined;
  return node.members.findLast(({ key }) => key.value.toLowerCase() === name.toLowerCase())?.value;
}

/** Visual Studio writes the word null as a string where a job has no such value. */
function textOf(node: JsonNode | undefined): string | undefined {
  if (node?.type !== 'string') return undefined;
  const text = node.value.trim();
  return text === '' || text.toLowerCase() === 'null' ? undefined : text;
}

function wordOf<T extends string>(node: JsonNode | undefined, words: readonly T[]): T | undefined {
  const text = textOf(node)?.toLowerCase();
  return words.find((word) => word.toLowerCase() === text);
}

function recurrenceOf(root: JsonNode | undefined): VisualStudioRecurrence | undefined {
  const frequency = wordOf(memberOf(root, 'jobRecurrenceFrequency'), frequencies);
  const interval = memberOf(root, 'interval');
  if (frequency === undefined || interval?.type !== 'integer' || interval.value < 1n) return undefined;
  return { frequency, interval: Number(interval.value) };
}
