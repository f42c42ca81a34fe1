import type { JobKind } from '../../src/core/jobs/job';

/** One job of the stress test. */
export interface SoakJob {
  readonly kind: JobKind;
  readonly name: string;
  /** Its script; a line is appended to it when the job is edited. */
  readonly script: string;
  readonly settings?: string;
}

/** Each run tells that it began, in a file that the engine does not know. */
const tellRun = 'echo "$WEBJOBS_RUN_ID" >> "$WEBJOBS_DATA_PATH/began.txt"\n';

/** The kinds of jobs by the way they live and end; whole families of processes are among them. */
const templates = [
  { kind: 'triggered', script: `${tellRun}for i in 1 2 3 4 5; do echo line $i; done\n` },
  {
    kind: 'continuous',
    script: 'echo up\nwhile [ ! -f "$WEBJOBS_SHUTDOWN_FILE" ]; do sleep 0.3; done\necho bye\n',
  },
  {
    kind: 'triggered',
    script: `${tellRun}echo tick\n`,
    settings: '{"schedule":"*/2 * * * * *"}',
  },
  { kind: 'continuous', script: 'setsid sleep 1000 >/dev/null 2>&1 </dev/null &\necho up\nsleep 1000\n' },
  { kind: 'triggered', script: `${tellRun}echo bad >&2\nexit 4\n` },
  { kind: 'continuous', script: 'echo failing\nexit 3\n' },
  { kind: 'triggered', script: `${tellRun}sleep 1\nseq 1 300\n` },
  { kind: 'continuous', script: 'echo alone\nsleep 1\n', settings: '{"is_singleton":true}' },
  { kind: 'triggered', script: `${tellRun}(setsid sleep 2 >/dev/null 2>&1 </dev/null &)\necho parent is done\n` },
  {
    kind: 'continuous',
    script: 'trap "" TERM INT HUP\necho deaf\nwhile true; do sleep 1; done\n',
    settings: '{"stopping_wait_time":1}',
  },
] as const satisfies readonly Omit<SoakJob, 'name'>[];

/** So many jobs, of each kind about the same number. */
export function soakJobs(count: number): SoakJob[] {
  const jobs: SoakJob[] = [];
  while (jobs.length < count) {
    for (const template of templates.slice(0, count - jobs.length))
      jobs.push({ ...template, name: `job${jobs.length}` });
  }
  return jobs;
}
