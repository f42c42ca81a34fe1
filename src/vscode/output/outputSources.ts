import { type JobFolder, isSameJob } from '../../core/jobs/job';
import type { SiteRegistry } from '../sites/siteRegistry';
import { readJobFilePath } from './jobFilePath';
import type { JobOutputs } from './jobOutputs';
import type { OutputSources } from './outputLinks';

/** The job folders that a window knows; those of the workspace first, where the source of a published job is too. */
export function outputSources(registry: SiteRegistry, outputs: JobOutputs): OutputSources {
  const all = (): JobFolder[] => {
    const jobs = registry.jobs.filter(({ job }) => job.folder !== '');
    const ofWorkspace = jobs.filter(({ site }) => site.kind === 'workspace');
    const others = jobs.filter(({ site }) => site.kind !== 'workspace');
    return [...ofWorkspace, ...others].map(({ job }) => ({ kind: job.kind, name: job.name, path: job.folder }));
  };
  return {
    all,
    writersOf: ({ scheme, path }) => {
      const key = scheme === 'output' ? outputs.jobOfChannel(path) : readJobFilePath(path);
      return key === undefined ? [] : all().filter((job) => isSameJob(job, key));
    },
  };
}
