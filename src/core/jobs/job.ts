import { message, type Message } from '../base/message';

/** How the service runs a job: continuous ones are kept running, triggered ones run on demand or by schedule. */
export type JobKind = 'continuous' | 'triggered';

/** Both kinds, in the order in which the service lists them. */
export const jobKinds: readonly JobKind[] = ['triggered', 'continuous'];

/** The kind as people call it, in lower case. */
export const kindWords: Readonly<Record<JobKind, Message>> = {
  continuous: message('continuous'),
  triggered: message('triggered'),
};

export function isJobKind(text: string): text is JobKind {
  return text === 'continuous' || text === 'triggered';
}

/** A job of a site; names are compared without regard to case (kudu-webjobs §2.1). */
export interface JobKey {
  readonly kind: JobKind;
  readonly name: string;
}

export function isSameJob(left: JobKey, right: JobKey): boolean {
  return left.kind === right.kind && left.name.toLowerCase() === right.name.toLowerCase();
}

/** The same text for every spelling of a job's name, for maps and for what is remembered; `triggered/report`. */
export function jobKeyText({ kind, name }: JobKey): string {
  return `${kind}/${name.toLowerCase()}`;
}

/** A folder that holds a job's files. */
export interface JobFolder extends JobKey {
  /** Absolute path. */
  readonly path: string;
}
