/**
 * What the extension and the page of the timeline say to each other: types only. Both ends import this file. Times are
 * milliseconds since 1970-01-01 UTC; texts are in the display language and ready to be shown.
 */

/** How many hours before and after this moment are shown. */
export type TimelineHours = 1 | 6 | 24;

/** Extension → page: everything to show. */
export interface TimelineContent {
  readonly type: 'content';
  readonly hours: TimelineHours;
  readonly fromMs: number;
  readonly nowMs: number;
  readonly untilMs: number;
  readonly marks: readonly TimelineMark[];
  readonly groups: readonly TimelineGroup[];
  /** Said in place of the chart when there is nothing to draw, and while histories are read. */
  readonly note: string;
}

/** A line of the axis. */
export interface TimelineMark {
  readonly atMs: number;
  readonly label: string;
  readonly isMidnight: boolean;
}

/** The jobs of a site. */
export interface TimelineGroup {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly overlaps: readonly TimelineOverlap[];
  readonly rows: readonly TimelineRow[];
}

/** Jobs of a site at work at the same time. */
export interface TimelineOverlap {
  readonly startMs: number;
  readonly endMs: number;
  readonly label: string;
}

export interface TimelineRow {
  readonly id: string;
  readonly name: string;
  /** The schedule in words, or the state. */
  readonly detail: string;
  /** What to do something about. */
  readonly warning: string | null;
  /** By time. */
  readonly items: readonly TimelineItem[];
}

export type TimelineState =
  | 'success'
  | 'failed'
  | 'aborted'
  | 'stopped'
  | 'running'
  | 'unknown'
  /** A start that the schedule will bring. */
  | 'planned'
  /** A start that the schedule would bring if it were in force. */
  | 'off'
  /** The process of a continuous job. */
  | 'alive';

/** A run, a start to come, or a band of starts that follow closely. */
export interface TimelineItem {
  /** Unique in its row. */
  readonly id: string;
  readonly state: TimelineState;
  readonly startMs: number;
  readonly endMs: number;
  readonly isBand: boolean;
  readonly isLong: boolean;
  readonly isOverlapping: boolean;
  /** For the table. */
  readonly time: string;
  readonly result: string;
  readonly duration: string;
  readonly notes: string;
  /** All of it in one sentence: the tooltip, and what a screen reader says. */
  readonly label: string;
}

/** Page → extension. */
export type TimelineRequest =
  /** The page can show something, with the span that it showed before it was hidden. */
  | { readonly type: 'ready'; readonly hours: TimelineHours | undefined }
  | { readonly type: 'hours'; readonly hours: TimelineHours }
  /** The log of a run, or the settings behind a start to come. */
  | { readonly type: 'open'; readonly rowId: string; readonly itemId: string };
