import { join, resolve } from 'node:path';
import { resolveWebJobsRoot } from '../core/jobs/discoverJobs';
import type { SitePaths, SiteSpec } from '../core/runner/sitePaths';

/** Where the files of a site lie (kudu-webjobs §1.1, §1.2). */
export function sitePathsOf(spec: SiteSpec, tempFolder: string, environment: Readonly<NodeJS.ProcessEnv>): SitePaths {
  switch (spec.type) {
    case 'home': {
      const jobsRoots = [primaryJobsRoot(spec.home, environment), join(spec.home, 'site', 'jobs')];
      return { home: spec.home, jobsRoots, dataFolder: join(spec.home, 'data'), tempFolder, setsHome: true };
    }
    case 'folder': {
      const { stateFolder, jobsRoot } = spec;
      return {
        home: stateFolder,
        jobsRoots: [jobsRoot],
        dataFolder: spec.dataFolder ?? join(stateFolder, 'data'),
        tempFolder,
        setsHome: false,
      };
    }
    case 'job': {
      const { stateFolder } = spec;
      return {
        home: stateFolder,
        jobsRoots: [],
        dataFolder: spec.dataFolder ?? join(stateFolder, 'data'),
        tempFolder,
        setsHome: false,
      };
    }
  }
}

/** The site's own folder of this machine, for people. */
export function siteFolder(spec: SiteSpec): string {
  return spec.type === 'home' ? spec.home : spec.type === 'folder' ? spec.jobsRoot : spec.folder;
}

/** Files with app settings that lie beside the site: in `HOME`, or in the folder that holds `App_Data`. */
export function settingsFilesBeside(spec: SiteSpec): readonly string[] {
  const folder =
    spec.type === 'home' ? spec.home : spec.type === 'folder' ? resolve(spec.jobsRoot, '..', '..') : undefined;
  return folder === undefined ? [] : [join(folder, 'local.settings.json'), join(folder, '.env')];
}

/** `App_Data/jobs`, or what `WEBJOBS_ROOT_PATH` puts in its place below `wwwroot` (kudu-webjobs §1.1). */
function primaryJobsRoot(home: string, environment: Readonly<NodeJS.ProcessEnv>): string {
  const wwwroot = join(home, 'site', 'wwwroot');
  const setting = environment.WEBJOBS_ROOT_PATH ?? '';
  return setting === '' ? join(wwwroot, 'App_Data', 'jobs') : resolveWebJobsRoot(wwwroot, setting, environment);
}
