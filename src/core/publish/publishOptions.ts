import type { Message } from '../base/message';
import type { Clock } from '../base/clock';
import type { Logger } from '../base/logger';
import type { RemoteJob } from '../remote/remoteJob';
import type { PublishStore } from './publishJournal';

/** What a publish is doing, for a progress display. */
export type PublishStep = 'backing up' | 'packing' | 'stopping the job' | 'uploading' | 'checking' | 'starting the job';

export interface PublishOptions {
  /** Where journal and backup are kept. */
  readonly store: PublishStore;
  /** Cancels; the site is then put back before the promise settles. */
  readonly signal?: AbortSignal;
  /** `fraction` is in [0, 1] and never falls. */
  readonly onProgress?: (step: PublishStep, fraction: number) => void;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** The first pause between two looks at a job that stops or starts; 500 by default. */
  readonly pollMs?: number;
}

export interface PublishResult {
  /** False when nothing had to be sent or deleted. */
  readonly isChanged: boolean;
  /** All files were read back as planned, and the site starts the script that is expected. */
  readonly isVerified: boolean;
  /** The job as the site tells it afterwards; null when it does not. */
  readonly job: RemoteJob | null;
  /** What is worth knowing although the publish succeeded. */
  readonly warnings: readonly Message[];
  /** The first lines in the log of a continuous job that was started again; empty for others. */
  readonly firstLines?: readonly string[];
}
