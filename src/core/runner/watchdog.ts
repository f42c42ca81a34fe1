import { type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import type { Logger } from '../base/logger';
import { markVariable } from './processTable';
import type { ProcessIdentity } from './terminate';
import { loadExeca } from './loadExeca';

/** A program that outlives the engine and ends its processes. */
export interface WatchdogCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * The processes of an engine that is killed with `kill -9` must die without its help. A tiny process of its own holds the
 * other end of a pipe to the engine: the pipe's end is the engine's end, however it came about. The engine writes the pids
 * of its jobs to it, `+{pid}` and `-{pid}`, each on a line; single processes as `{pid}:{start}`, except on Windows.
 *
 * On Linux and macOS it is a shell script (about 1 MB of memory, where a Node process takes 40), which finds the processes
 * by their mark; on Windows, where marks cannot be read, it is a Node process that ends the trees of the known pids.
 */
export class Watchdog {
  private process: ChildProcess | undefined;

  constructor(
    private readonly mark: string,
    private readonly logger: Logger,
  ) {}

  /** Starts it, if it does not run yet (or any more). */
  async start(): Promise<void> {
    if (this.isRunning()) return;
    const { file, args, environment } = watchdogCommand(this.mark);
    const { execa } = await loadExeca();
    // Another start may have been faster.
    if (this.isRunning()) return;
    const child = execa(file, args, {
      cwd: tmpdir(),
      env: environment,
      extendEnv: false,
      // A session of its own: what kills the engine's group must not kill its watchdog.
      detached: true,
      cleanup: false,
      windowsHide: true,
      stdin: 'pipe',
      stdout: 'ignore',
      stderr: 'ignore',
      reject: false,
    });
    this.process = child;
    child.unref();
    child.stdin.on('error', () => undefined);
    void child.then((result) => {
      if (this.process !== child) return;
      this.process = undefined;
      this.logger.warn(
        `The watchdog ended by itself (${result.shortMessage ?? 'exit'}); the next start brings it back.`,
      );
    });
  }

  private isRunning(): boolean {
    return this.process !== undefined;
  }

  /** A job's first process. */
  add(pid: number): void {
    this.tell(`+${pid}\n`);
  }

  remove(pid: number): void {
    this.tell(`-${pid}\n`);
  }

  /** A process that neither mark nor session tell to be a job's. */
  addSingle({ pid, startedAt }: ProcessIdentity): void {
    this.tell(`+${pid}:${startedAt}\n`);
  }

  removeSingle({ pid, startedAt }: ProcessIdentity): void {
    this.tell(`-${pid}:${startedAt}\n`);
  }

  /** Ends it; resolves when it is gone. */
  async stop(): Promise<void> {
    const child = this.process;
    if (!child) return;
    this.process = undefined;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.ref();
    child.stdin?.end();
    await gone;
  }

  private tell(line: string): void {
    this.process?.stdin?.write(line);
  }
}

/** What runs as the watchdog on a platform. */
export function watchdogCommand(
  mark: string,
  platform: NodeJS.Platform = process.platform,
  nodePath: string = process.execPath,
): WatchdogCommand {
  const text = `${markVariable}=${mark}`;
  if (platform === 'win32') {
    const environment = { ELECTRON_RUN_AS_NODE: '1', SystemRoot: process.env.SystemRoot ?? 'C:\\Windows' };
    return { file: nodePath, args: ['-e', windowsScript], environment };
  }
  const script = platform === 'darwin' ? macScript : linuxScript;
  return { file: '/bin/sh', args: ['-c', script, 'webjobs-watchdog', text], environment: { PATH: '/usr/bin:/bin' } };
}

/**
 * Notes the pids of jobs, waits for the end of the pipe, then kills until a look finds nothing, because a job may start
 * children while it is killed.
 */
function shellScript(findPids: string): string {
  return [
    'mark=$1',
    "jobs=' '",
    'while read -r line; do',
    '  case $line in',
    '    +*) jobs="$jobs${line#+} " ;;',
    '    -*) case $jobs in *" ${line#-} "*) jobs="${jobs%% ${line#-} *} ${jobs#* ${line#-} }" ;; esac ;;',
    '  esac',
    'done',
    'round=0',
    'while [ $round -lt 50 ]; do',
    findPids,
    '  [ -z "$pids" ] && exit 0',
    '  kill -9 $pids 2>/dev/null',
    '  round=$((round + 1))',
    '  sleep 0.1 2>/dev/null || sleep 1',
    'done',
  ].join('\n');
}

/**
 * By the mark in the environment, which neither this script nor the grep it starts has; for children that cleared their
 * environment by the session, field 6 of `/proc/{pid}/stat`, since each job's first process begins one of its own; and what
 * left both behind by pid and start, field 22.
 */
const linuxScript = shellScript(
  [
    '  pids=$(grep -lsF "$mark" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3)',
    '  for file in /proc/[0-9]*/stat; do',
    '    read -r stat 2>/dev/null < "$file" || continue',
    '    set -- ${stat##*) }',
    '    [ "$1" = Z ] && continue',
    '    pid=${stat%% *}',
    '    case $jobs in *" $4 "* | *" $pid:${20} "*) pids="$pids $pid" ;; esac',
    '  done',
  ].join('\n'),
);

/** Of lines of pid, group, state and start, the pids of those that `jobs` knows. */
const macAwk = [
  '$3 ~ /^Z/ { next }',
  '{ start = $4; for (i = 5; i <= NF; i++) start = start "_" $i }',
  'index(jobs, " " $2 " ") || index(jobs, " " $1 ":" start " ") { print $1 }',
].join('\n');

/**
 * By the mark, which `ps -E` shows behind the command, except for the system's own programs; the script itself and its tools
 * have it in their arguments. Those are found by their group, since each job's first process leads one, or by pid and start.
 */
const macScript = shellScript(
  [
    `  pids=$(ps -axEww -o pid=,command= | grep -F " $mark" | grep -v -e webjobs-watchdog -e 'grep -F' | awk '{ print $1 }')`,
    `  pids="$pids $(ps -ax -o pid=,pgid=,state=,lstart= | awk -v jobs="$jobs" '${macAwk}')"`,
    "  [ \"$pids\" = ' ' ] && pids=''",
  ].join('\n'),
);

const windowsScript = [
  'const pids = new Set(); let text = "";',
  'process.stdin.setEncoding("utf8").on("data", (chunk) => {',
  '  const lines = (text + chunk).split("\\n"); text = lines.pop();',
  '  for (const line of lines) line[0] === "+" ? pids.add(line.slice(1)) : pids.delete(line.slice(1));',
  '}).on("error", () => {}).on("close", () => {',
  '  const { spawnSync } = require("child_process");',
  // It has no PATH, in which the program would be looked for.
  '  const taskkill = process.env.SystemRoot + "\\\\System32\\\\taskkill.exe";',
  '  for (const pid of pids) spawnSync(taskkill, ["/F", "/T", "/PID", pid], { windowsHide: true });',
  '});',
].join('\n');
