import { message, type Message, verbatim } from '../base/message';
import { comparePaths } from '../packaging/packageEntry';
import { distinctStoredTime, type SiteClock } from './siteClock';

/** A file on either side. `path` is relative to the job folder, with `/`. */
export interface ComparedFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Last modification, milliseconds since 1970-01-01 UTC. */
  readonly mtimeMs: number;
}

/** `newer` sends what is newer here and loses nothing; `replace` makes the site's folder equal to the local one. */
export type PublishMode = 'newer' | 'replace';

export interface PlanOptions {
  readonly mode: PublishMode;
  /** Delete what is only on the site; `replace` implies it. */
  readonly deleteExtra?: boolean;
  /** Replace also what is newer on the site, but for `settings.job`. */
  readonly overwriteNewer?: boolean;
  /** Paths that are replaced whatever their times say; `settings.job` that is newer on the site only so. */
  readonly overwritePaths?: ReadonlySet<string>;
  /** Paths that are neither sent nor deleted although they would be. */
  readonly leaveOutPaths?: ReadonlySet<string>;
  /** Paths that are deleted because they are only on the site; `settings.job` and `disable.job` stay. */
  readonly deletePaths?: ReadonlySet<string>;
  /** Whether `a` and `A` are two files on the site. */
  readonly isCaseSensitive: boolean;
  readonly clock: SiteClock;
  /** Folders of the site, relative, without a final `/`. */
  readonly remoteFolders?: readonly string[];
  /** What the ignore rules leave out is neither sent nor, in mode `newer`, deleted. */
  readonly isIgnored?: (path: string) => boolean;
}

/** Why a file is treated as it is; stable identifiers that also appear in the JSON of the terminal command. */
export type PlanReason =
  | 'missing-on-site'
  | 'newer-here'
  | 'size-differs'
  | 'overwrite-newer'
  | 'replace-mode'
  | 'chosen'
  | 'left-out'
  | 'same'
  | 'newer-on-site'
  | 'extra-on-site'
  | 'ignored'
  | 'settings-not-newer'
  | 'settings-kept'
  | 'disable-job'
  | 'in-the-way';

/** What happens to one path. */
export interface PlannedFile {
  /** The local spelling where there is one. */
  readonly path: string;
  /** The spelling on the site, for requests. */
  readonly sitePath: string;
  readonly action: 'add' | 'replace' | 'keep' | 'newerOnSite' | 'delete';
  readonly reason: PlanReason;
  readonly local: ComparedFile | undefined;
  readonly remote: ComparedFile | undefined;
  /** The last-write time that the file gets on the site; of `add` and `replace` only. */
  readonly storedMs: number | undefined;
}

/** Why a plan cannot be carried out as it is. */
export interface PlanProblem {
  readonly code: 'case-collision' | 'in-the-way';
  readonly message: Message;
}

export interface PublishPlan {
  /** Every path of either side exactly once, sorted. */
  readonly files: readonly PlannedFile[];
  readonly problems: readonly PlanProblem[];
  /** Folders of the site where a file is to be; deepest first. */
  readonly foldersInTheWay: readonly string[];
}

/** Times that differ by no more count as equal: archives keep even seconds only (kudu-webjobs §9). */
export const timeToleranceMs = 2000;

/** Decides for every file whether it is sent, kept or deleted (P3). Pure: looks at nothing but its arguments. */
export function planPublish(
  local: readonly ComparedFile[],
  remote: readonly ComparedFile[],
  options: PlanOptions,
): PublishPlan {
  const keyOf = (path: string): string => (options.isCaseSensitive ? path : path.toLowerCase());
  const problems: PlanProblem[] = [];
  const localByKey = new Map<string, ComparedFile>();
  for (const file of local) {
    const other = localByKey.get(keyOf(file.path));
    if (other) problems.push(caseCollision(other.path, file.path));
    else localByKey.set(keyOf(file.path), file);
  }
  const remoteByKey = new Map(remote.map((file) => [keyOf(file.path), file]));
  const sent: PlannedFile[] = [];
  const rest: PlannedFile[] = [];
  for (const [key, file] of localByKey) {
    const planned = planLocal(file, remoteByKey.get(key), options);
    (isSent(planned) ? sent : rest).push(planned);
  }
  const obstacles = new Obstacles(sent, options, keyOf);
  for (const [key, file] of remoteByKey) {
    if (!localByKey.has(key)) rest.push(obstacles.planExtra(planExtra(file, options), key));
  }
  const foldersInTheWay = obstacles.folders();
  return {
    files: [...sent, ...rest].sort(comparePaths),
    problems: [...problems, ...obstacles.problems],
    foldersInTheWay,
  };
}

/** Whether a planned file travels. */
export function isSent(planned: PlannedFile): boolean {
  return planned.action === 'add' || planned.action === 'replace';
}

function planLocal(local: ComparedFile, remote: ComparedFile | undefined, options: PlanOptions): PlannedFile {
  const { action, reason } = decide(local, remote, options);
  const isUpload = action === 'add' || action === 'replace';
  return {
    path: local.path,
    sitePath: remote?.path ?? local.path,
    action,
    reason,
    local,
    remote,
    storedMs: isUpload ? distinctStoredTime(options.clock, local.mtimeMs, remote?.mtimeMs) : undefined,
  };
}

type Decision = Pick<PlannedFile, 'action' | 'reason'>;

function decide(local: ComparedFile, remote: ComparedFile | undefined, options: PlanOptions): Decision {
  if (isNamed(local.path, 'disable.job')) return { action: 'keep', reason: 'disable-job' };
  if (options.leaveOutPaths?.has(local.path)) return { action: 'keep', reason: 'left-out' };
  if (remote === undefined) return { action: 'add', reason: 'missing-on-site' };
  const order = compareTimes(local, remote, options.clock);
  if (options.overwritePaths?.has(local.path)) {
    return { action: 'replace', reason: order === 'newer-on-site' ? 'overwrite-newer' : 'chosen' };
  }
  if (isNamed(local.path, 'settings.job')) return decideSettings(order, local, remote);
  if (options.mode === 'replace') return { action: 'replace', reason: 'replace-mode' };
  switch (order) {
    case 'newer-here':
      return { action: 'replace', reason: 'newer-here' };
    case 'newer-on-site':
      return options.overwriteNewer
        ? { action: 'replace', reason: 'overwrite-newer' }
        : { action: 'newerOnSite', reason: 'newer-on-site' };
    case 'same':
      return local.size === remote.size
        ? { action: 'keep', reason: 'same' }
        : { action: 'replace', reason: 'size-differs' };
  }
}

/** `settings.job` may have been changed through the portal or the API, so only a newer local one replaces it, in any mode. */
function decideSettings(order: TimeOrder, local: ComparedFile, remote: ComparedFile): Decision {
  if (order === 'newer-here') return { action: 'replace', reason: 'newer-here' };
  if (order === 'newer-on-site') return { action: 'newerOnSite', reason: 'newer-on-site' };
  if (local.size === remote.size) return { action: 'keep', reason: 'same' };
  // Sizes show that one of them was changed; within the tolerance the times still tell which.
  return local.mtimeMs > remote.mtimeMs
    ? { action: 'replace', reason: 'newer-here' }
    : { action: 'keep', reason: 'settings-not-newer' };
}

function planExtra(remote: ComparedFile, options: PlanOptions): PlannedFile {
  return {
    path: remote.path,
    sitePath: remote.path,
    ...decideExtra(remote, options),
    local: undefined,
    remote,
    storedMs: undefined,
  };
}

function decideExtra(remote: ComparedFile, options: PlanOptions): Decision {
  if (isNamed(remote.path, 'disable.job')) return { action: 'keep', reason: 'disable-job' };
  if (isNamed(remote.path, 'settings.job')) return { action: 'keep', reason: 'settings-kept' };
  if (options.leaveOutPaths?.has(remote.path)) return { action: 'keep', reason: 'left-out' };
  if (options.mode === 'replace') return { action: 'delete', reason: 'extra-on-site' };
  if (options.isIgnored?.(remote.path)) return { action: 'keep', reason: 'ignored' };
  const isDeleted = options.deleteExtra === true || options.deletePaths?.has(remote.path) === true;
  return { action: isDeleted ? 'delete' : 'keep', reason: 'extra-on-site' };
}

type TimeOrder = 'newer-here' | 'newer-on-site' | 'same';

function compareTimes(local: ComparedFile, remote: ComparedFile, clock: SiteClock): TimeOrder {
  // What an archive cannot express at all (a year, a repeated hour) is no difference if an upload would store it so.
  const storedMs = clock.storedTime(local.mtimeMs);
  const expectedMs = isWithinTolerance(local.mtimeMs, storedMs) ? local.mtimeMs : storedMs;
  const isSame = isWithinTolerance(local.mtimeMs, remote.mtimeMs) || isWithinTolerance(expectedMs, remote.mtimeMs);
  if (isSame) return 'same';
  return local.mtimeMs > remote.mtimeMs ? 'newer-here' : 'newer-on-site';
}

function isWithinTolerance(a: number, b: number): boolean {
  return Math.abs(a - b) <= timeToleranceMs;
}

/** Finds files and folders of the site that stand where a sent file or its folder is to be. */
class Obstacles {
  readonly problems: PlanProblem[] = [];
  private readonly sentFiles: ReadonlyMap<string, string>;
  private readonly sentFolders: ReadonlyMap<string, string>;
  private readonly mayDelete: boolean;

  constructor(
    sent: readonly PlannedFile[],
    private readonly options: PlanOptions,
    private readonly keyOf: (path: string) => string,
  ) {
    this.sentFiles = new Map(sent.map(({ path }) => [keyOf(path), path]));
    this.sentFolders = new Map(sent.flatMap(({ path }) => foldersAbove(path).map((folder) => [keyOf(folder), path])));
    this.mayDelete = options.mode === 'replace' || options.deleteExtra === true;
  }

  planExtra(planned: PlannedFile, key: string): PlannedFile {
    const blocked = this.sentFolders.get(key) ?? this.blockedByFolderOf(key);
    if (blocked === undefined) return planned;
    if (planned.action === 'delete') return { ...planned, reason: 'in-the-way' };
    this.problems.push(inTheWay(verbatim(planned.path), blocked));
    return planned;
  }

  folders(): string[] {
    const blocking = (this.options.remoteFolders ?? []).filter((folder) => this.sentFiles.has(this.keyOf(folder)));
    if (!this.mayDelete) {
      for (const folder of blocking) this.problems.push(inTheWay(message('the folder {folder}', { folder }), folder));
      return [];
    }
    return blocking.sort((a, b) => b.length - a.length);
  }

  private blockedByFolderOf(key: string): string | undefined {
    const folder = foldersAbove(key).find((above) => this.sentFiles.has(above));
    return folder === undefined ? undefined : this.sentFiles.get(folder);
  }
}

/** `a` and `a/b` for `a/b/c`. */
export function foldersAbove(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Asked several times for each of thousands of files: hardly any gets to the comparison. */
function isNamed(path: string, name: string): boolean {
  const start = path.length - name.length;
  if (start < 0 || (start > 0 && path[start - 1] !== '/')) return false;
  return path.slice(start).toLowerCase() === name;
}

function caseCollision(a: string, b: string): PlanProblem {
  return {
    code: 'case-collision',
    message: message(
      '{a} and {b} are one file on this site, which does not tell upper from lower case. Rename one of them.',
      { a, b },
    ),
  };
}

function inTheWay(obstacle: Message, blocked: string): PlanProblem {
  return {
    code: 'in-the-way',
    message: message(
      'On the site {obstacle} stands where {path} is to be. Publish with deletion of extra files, or remove it from the site.',
      { obstacle, path: blocked },
    ),
  };
}
