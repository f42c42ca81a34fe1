import type { ScmClient } from '../../core/remote/scmClient';

/** A site that a job can be published to. */
export interface PublishTarget {
  /** Stable over sessions. */
  readonly id: string;
  readonly label: string;
  /** What tells it from others of the same name. */
  readonly description: string;
  readonly icon: string;
  /** A client of the site, which is started first when it is the local one. */
  open(): Promise<ScmClient>;
  /** Shows what the publish has changed. */
  refresh(): Promise<void>;
}
