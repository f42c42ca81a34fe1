import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { namesIn, readLog } from '../engine/caseFiles';
import { assertLog, CaseSite, type ExpectedEnvironment, type SiteCase, withinTolerance } from '../engine/caseSite';
import { assertMatches, type PlaceholderValues } from '../engine/placeholders';
import { type ActionResult, type SiteAction, SiteTimeline } from '../engine/siteTimeline';

/** A case of triggered.json or a live case of scheduler.json; see the README beside the recordings. */
export interface TriggeredCase extends SiteCase {
  readonly actions: readonly SiteAction[];
  readonly expected: {
    readonly steps: readonly ActionResult[];
    readonly runs: readonly ExpectedRun[];
    readonly data_files: readonly string[];
    readonly env?: ExpectedEnvironment;
    readonly cwd?: string;
  };
}

interface ExpectedRun {
  readonly id: string;
  readonly status_file?: string;
  readonly output_log?: readonly string[];
  readonly output_log_seconds?: readonly number[];
  readonly output_log_lines?: number;
  readonly output_log_head?: readonly string[];
  readonly output_log_tail?: readonly string[];
  readonly stream_order?: 'free';
  readonly files: readonly string[];
}

/** The cases mostly wait. */
export const concurrency = 8;

export async function runCase(recorded: TriggeredCase): Promise<void> {
  const site = await CaseSite.create(recorded);
  const timeline = new SiteTimeline(site);
  try {
    await timeline.start(recorded.actions);
    await timeline.play(recorded.actions, recorded.expected.steps);
    await withinTolerance(site, () => compareRuns(site, timeline, recorded));
  } finally {
    await timeline.end();
    await site.remove();
  }
}

/** Compares what the actions answered and what is left on the disk. */
export async function compareRuns(site: CaseSite, timeline: SiteTimeline, recorded: TriggeredCase): Promise<void> {
  const { expected } = recorded;
  await timeline.settled();
  const values = site.placeholders(await timeline.runIds(), timeline.base);
  expected.steps.forEach((step) => {
    const result = timeline.results.find((each) => each.at === step.at && each.do === step.do);
    timeline.compareStep(result, step, values);
  });
  for (const run of expected.runs) await compareRun(site, run, values);
  const names = (await namesIn(site.dataDir)).filter((name) => /^(?:job_|status_|webjobssdk)/.test(name));
  assertMatches(names, [...expected.data_files].sort(), values, 'data files');
  if (expected.env) await site.assertEnvironment(expected.env, values);
  if (expected.cwd !== undefined) await site.assertWorkingFolder(expected.cwd, values);
}

async function compareRun(site: CaseSite, run: ExpectedRun, values: PlaceholderValues): Promise<void> {
  const id = run.id.replace(/^\{RUNID(\d+)\}$/, (whole, number: string) => values.runIds[Number(number) - 1] ?? whole);
  const folder = join(site.dataDir, id);
  const log = (await readLog(join(folder, 'output_log.txt'))) ?? [];
  const what = `log of ${run.id}`;
  if (run.output_log) {
    const options = { what, freeOrder: run.stream_order === 'free', lateSeconds: site.lateSeconds() };
    assertLog(log, run.output_log, run.output_log_seconds, values, options);
  }
  if (run.output_log_lines !== undefined) assert.equal(log.length, run.output_log_lines, `lines of ${what}`);
  if (run.output_log_head) {
    assertLog(log.slice(0, run.output_log_head.length), run.output_log_head, undefined, values, { what });
  }
  if (run.output_log_tail) {
    assertLog(log.slice(-run.output_log_tail.length), run.output_log_tail, undefined, values, { what });
  }
  if (run.status_file !== undefined) {
    const status = await readFile(join(folder, 'status'), 'utf8');
    assertMatches(status, run.status_file, values, `status of ${run.id}`);
  }
  assert.deepEqual(await namesIn(folder), [...run.files].sort(), `files of ${run.id}`);
}
