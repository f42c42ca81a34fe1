import type { Message } from '../base/message';
import type { RemoteJob } from './remoteJob';

/** One thing that keeps a job from running, or may. */
export interface Obstacle {
  /** Stable, in kebab-case. */
  readonly code: string;
  /** `cause`: the job does not run because of it. `risk`: it can be the reason at times. */
  readonly weight: 'cause' | 'risk';
  readonly message: Message;
  readonly nextStep: Message;
}

/** The schedule of a triggered job; null without one. */
export function scheduleOf(job: RemoteJob): string | null {
  const { schedule } = job.settings;
  return job.kind === 'triggered' && typeof schedule === 'string' && schedule.trim() !== '' ? schedule : null;
}

/** As code in Markdown, whatever stands in it. */
export function quote(text: string): string {
  const fence = '`'.repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const space = fence.length > 1 ? ' ' : '';
  return fence + space + text.replace(/\s+/g, ' ') + space + fence;
}
