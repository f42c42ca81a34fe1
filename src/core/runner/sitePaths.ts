import { join } from 'node:path';
import type { JobKind } from '../jobs/job';

/**
 * Where a site's files lie (kudu-webjobs §1). The local site and a workspace folder are the same thing with other paths:
 * a site has everything below one `HOME`; a workspace keeps its jobs where the user wrote them, and data elsewhere.
 */
export interface SitePaths {
  /** The root of the site; its own variable `HOME` for jobs of a local site. */
  readonly home: string;
  /** Folders that hold `continuous` and `triggered`, the primary one first. A job in several belongs to the first. */
  readonly jobsRoots: readonly string[];
  /** `HOME/data`: job data, logs and run history lie in `jobs/{kind}/{name}` below it. */
  readonly dataFolder: string;
  /** Working copies and shutdown files. Not shared between two engines. */
  readonly tempFolder: string;
  /** Whether jobs see `HOME` = {@link home}. In a workspace they keep the user's own, which tools need. */
  readonly setsHome: boolean;
}

/**
 * What an engine serves:
 * - `home`: a local site; jobs start by themselves and schedules are on, as in the service;
 * - `folder`: the `App_Data/jobs` folder of a workspace; jobs start when somebody asks for it;
 * - `job`: one job folder that lies in no such tree.
 */
export type SiteSpec =
  | { readonly type: 'home'; readonly home: string }
  | {
      readonly type: 'folder';
      readonly jobsRoot: string;
      readonly stateFolder: string;
      /** `data` of the state folder by default. */
      readonly dataFolder?: string;
    }
  | {
      readonly type: 'job';
      readonly folder: string;
      readonly kind: JobKind;
      readonly name: string;
      readonly stateFolder: string;
      readonly dataFolder?: string;
    };

/** The folder of a job's data and logs, its `WEBJOBS_DATA_PATH` (kudu-webjobs §1.2). */
export function jobDataFolder(paths: SitePaths, kind: JobKind, name: string): string {
  return join(paths.dataFolder, 'jobs', kind, name);
}
