import type { JobKey, JobKind } from '../jobs/job';
import { findZone, utcZone, type Zone } from '../schedule/zones';
import { isOn, settingsByKey } from './appSettings';

/** What the app's settings say about jobs; secrets among them are not kept. */
export interface SiteFacts {
  /** True when wwwroot is a read-only package (kudu-webjobs §1.1). */
  readonly runsFromPackage: boolean;
  /** True when the next deployment from source control may remove what is published by hand. */
  readonly deploysFromSourceControl: boolean;
  /** Folder of the primary jobs root, below the site's root. */
  readonly primaryRoot: string;
  readonly zone: Zone;
  /** `WEBSITE_TIME_ZONE` as it stands there; undefined without one, which means UTC. */
  readonly zoneName: string | undefined;
  /** The zone setting when nobody knows it. */
  readonly unknownZone: string | undefined;
  /** No job runs at all (`WEBJOBS_STOPPED`). */
  readonly jobsAreStopped: boolean;
  /** No schedule fires (`WEBJOBS_DISABLE_SCHEDULE`). */
  readonly schedulesAreDisabled: boolean;
}

/** The root that a site with a package, and Visual Studio's older tools, keep jobs in. */
export const secondaryRoot = 'site/jobs';

/** @param settings app settings; undefined when the site does not tell them, which counts as none. */
export function readSiteFacts(settings: Readonly<Record<string, string>> = {}): SiteFacts {
  const values = settingsByKey(settings);
  const packageSetting = values.get('website_run_from_package') ?? values.get('website_run_from_zip') ?? '0';
  const scmType = (values.get('scmtype') ?? 'None').toLowerCase();
  const zoneName = values.get('website_time_zone') ?? '';
  const zone = zoneName === '' ? utcZone : findZone(zoneName);
  return {
    runsFromPackage: packageSetting !== '' && packageSetting !== '0',
    deploysFromSourceControl: !['', 'none'].includes(scmType),
    primaryRoot: primaryRootOf(values.get('webjobs_root_path')),
    zone: zone ?? utcZone,
    zoneName: zoneName === '' ? undefined : zoneName,
    unknownZone: zone === undefined ? zoneName : undefined,
    jobsAreStopped: isOn(values, 'webjobs_stopped'),
    schedulesAreDisabled: isOn(values, 'webjobs_disable_schedule'),
  };
}

/** Where a job's folder is, or will be, below the site's root. */
export function jobFolderOnSite(root: string, { kind, name }: JobKey): string {
  return `${root}/${kind}/${name}`;
}

export function otherKind(kind: JobKind): JobKind {
  return kind === 'continuous' ? 'triggered' : 'continuous';
}

/** Relative to wwwroot, without slashes at its ends. Absolute paths and variables cannot be reached through VFS. */
function primaryRootOf(setting: string | undefined): string {
  const trimmed = setting?.replaceAll('\\', '/').replace(/^\/+|\/+$/g, '') ?? '';
  const isReachable =
    trimmed !== '' && !trimmed.includes('%') && !/^[a-z]:/i.test(trimmed) && !trimmed.split('/').includes('..');
  return `site/wwwroot/${isReachable ? trimmed : 'App_Data/jobs'}`;
}
