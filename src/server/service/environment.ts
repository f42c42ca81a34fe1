import type { JobFiles } from '../../core/jobs/jobFiles';
import type { Zone } from '../../core/schedule/zones';

/** What the service needs from outside: time, zones and the files of jobs. */
export interface SettingsJobEnvironment {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number;
  /** The zone in which the schedules of a document run, and where that is set. */
  siteZone(documentUri: string): SiteZone;
  /** The zone of the person who reads. */
  localZone(): Zone;
  /** Files of the folder with this URI. */
  files(folderUri: string): JobFiles;
  /** How long a run of the job in this folder usually takes, in milliseconds; undefined when nobody knows. */
  usualRunMs?(folderUri: string): Promise<number | undefined>;
  /** Replaces the content of a file. */
  write(fileUri: string, content: Uint8Array): Promise<void>;
}

export interface SiteZone {
  readonly zone: Zone;
  /** `siteDefault`: the site tells its settings, and no zone is among them. */
  readonly source: 'site' | 'siteDefault' | 'setting' | 'default';
  /** The document lies on a site that does not tell its zone, so that the setting or the default stands in for it. */
  readonly isUntold?: boolean;
  /** A configured name that no list of zones has; UTC stands in for it. */
  readonly unknownName?: string;
}

/** A `settings.job` as the editor holds it. */
export interface SettingsDocument {
  readonly uri: string;
  readonly version: number;
  getText(): string;
  positionAt(offset: number): { line: number; character: number };
}
