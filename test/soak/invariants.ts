import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isOsLockHeld } from '../../src/core/base/osLock';
import { singletonLockName } from '../../src/core/runner/jobLock';
import { journalFolder } from '../../src/core/runner/leftovers';
import { processTable } from '../../src/core/runner/processTable';
import { parseStatus, RunHistory, runLockName } from '../../src/core/runner/runHistory';
import type { SoakJob } from './soakJobs';
import type { SoakSite } from './soakSite';

/** What the engine has answered and suffered. */
export interface SoakPast {
  readonly accepted: ReadonlyMap<string, readonly string[]>;
  readonly kills: number;
}

const finalStatuses: ReadonlySet<string> = new Set(['Success', 'Failed', 'Aborted']);

/** What must hold of a site whose engine has ended in an orderly way, whatever was done to it before. */
export async function checkInvariants(
  site: SoakSite,
  past: SoakPast,
): Promise<{ readonly runs: number; readonly problems: readonly string[] }> {
  const problems: string[] = [];
  let runs = 0;
  for (const job of site.jobs) {
    if (job.kind === 'triggered') {
      const outcome = await checkRuns(site, job, past);
      runs += outcome.runs;
      problems.push(...outcome.problems);
    } else problems.push(...(await checkContinuous(site, job)));
  }
  return { runs, problems: [...problems, ...(await checkSite(site))] };
}

/** Each run ended once, and the history tells all of them. */
async function checkRuns(
  site: SoakSite,
  job: SoakJob,
  { accepted, kills }: SoakPast,
): Promise<{ readonly runs: number; readonly problems: readonly string[] }> {
  const folder = site.dataFolder(job);
  const problems: string[] = [];
  const say = (text: string): void => void problems.push(`triggered ${job.name}: ${text}`);
  const ids = (await readdir(folder).catch(() => [])).filter((name) => /^\d{18}$/.test(name));
  let unended = 0;
  let unlogged = 0;
  for (const id of ids) {
    const status = parseStatus(await readFile(join(folder, id, 'status'), 'utf8').catch(() => ''))?.status ?? '';
    const log = await readFile(join(folder, id, 'output_log.txt'), 'utf8').catch(() => '');
    const ends = log.match(/: SYS (?:INFO|ERR )\] Status changed to (?:Success|Failed|Aborted)\r/g)?.length ?? 0;
    if (ends > 1) say(`run ${id} ended ${ends} times`);
    if (!finalStatuses.has(status)) unended += 1;
    else if (ends === 0) unlogged += 1;
  }
  // An engine that is killed leaves at most the one run that was in progress; so does the orderly end of the last one,
  // which does not wait longer than `stopping_wait_time` (kudu-webjobs §5.7).
  if (unended > kills + 1) say(`${unended} runs have not ended after ${kills} kills`);
  if (unlogged > kills) say(`${unlogged} ends are missing in logs after ${kills} kills`);
  const began = (await readFile(join(folder, 'began.txt'), 'utf8').catch(() => ''))
    .split('\n')
    .filter((id) => id !== '');
  if (new Set(began).size !== began.length) say('a run began twice');
  for (const id of began) if (!ids.includes(id)) say(`run ${id} began and has no folder`);
  for (const id of accepted.get(job.name) ?? []) if (!ids.includes(id)) say(`accepted run ${id} has no folder`);
  const history = (await new RunHistory(job.name, folder, Date.now).list()) ?? [];
  // A folder without a readable status was made in the moment of a kill.
  if (history.length > ids.length || history.length < ids.length - kills) {
    say(`the history tells ${history.length} of ${ids.length} runs`);
  }
  // The service never ends a run for good that was killed before it ran; one that ran counts as aborted.
  const initializing = history.filter(({ status }) => status === 'Initializing').length;
  if (initializing > kills) say(`${initializing} runs count as Initializing after ${kills} kills`);
  for (const { id, status } of history) if (status === 'Running') say(`run ${id} counts as Running`);
  if (await isOsLockHeld(join(folder, runLockName))) say('the lock of its run is held');
  return { runs: ids.length, problems };
}

/** No process of a continuous job went down twice. */
async function checkContinuous(site: SoakSite, job: SoakJob): Promise<string[]> {
  const folder = site.dataFolder(job);
  const problems: string[] = [];
  const log = await readFile(join(folder, 'job_log.txt'), 'utf8').catch(() => '');
  const marks = [...log.matchAll(/: SYS INFO\] (Run script|Process went down)/g)].map(([, mark]) => mark);
  if (marks.some((mark, index) => mark === 'Process went down' && marks[index - 1] === mark)) {
    problems.push(`continuous ${job.name}: its process went down twice`);
  }
  for (const name of [singletonLockName, 'status_soak01']) {
    if (await isOsLockHeld(join(folder, name))) problems.push(`continuous ${job.name}: ${name} is locked`);
  }
  return problems;
}

/** No process and no journal is left of any of the engines. */
async function checkSite(site: SoakSite): Promise<string[]> {
  const dataFolder = await realpath(join(site.folder, 'data'));
  const siteId = createHash('sha256').update(dataFolder).digest('hex').slice(0, 16);
  const orphans = await commandsOf(await processTable().marked(`${siteId}:`));
  const journals = await readdir(journalFolder(dataFolder)).catch(() => []);
  return [
    ...(orphans.length > 0 ? [`Processes of the site are alive: ${orphans.join('; ')}.`] : []),
    ...(journals.length > 0 ? [`Journals of engines are left: ${journals.join(', ')}.`] : []),
  ];
}

async function commandsOf(pids: readonly number[]): Promise<string[]> {
  if (pids.length === 0) return [];
  const { stdout } = await promisify(execFile)('ps', ['-o', 'pid=,ppid=,stat=,args=', '-p', pids.join(',')]).catch(
    () => ({ stdout: '' }),
  );
  return stdout.split('\n').filter((line) => line !== '');
}
