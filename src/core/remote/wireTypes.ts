/**
 * What the service sends (kudu-webjobs §8.2, §8.8). Every member may be missing or of another type: readers check. These
 * types stay inside `core/remote`.
 */

export interface WireRun {
  readonly id?: unknown;
  readonly status?: unknown;
  readonly start_time?: unknown;
  readonly end_time?: unknown;
  readonly duration?: unknown;
  readonly output_url?: unknown;
  readonly trigger?: unknown;
}

export interface WireJob {
  readonly name?: unknown;
  readonly type?: unknown;
  readonly run_command?: unknown;
  readonly error?: unknown;
  readonly using_sdk?: unknown;
  readonly settings?: unknown;
  readonly status?: unknown;
  readonly detailed_status?: unknown;
  readonly log_url?: unknown;
  readonly latest_run?: unknown;
  readonly scheduler_logs_url?: unknown;
  readonly extra_info_url?: unknown;
}

export interface WireVfsEntry {
  readonly name?: unknown;
  readonly size?: unknown;
  readonly mtime?: unknown;
  readonly mime?: unknown;
  readonly path?: unknown;
}
