/** Visual Studio's description of a project's WebJob, in the project's folder `Properties`. */
export const publishSettingsFileName = 'webjob-publish-settings.json';

/** Visual Studio's list of the projects whose WebJobs go with a web project, in that project's folder `Properties`. */
export const webJobsListFileName = 'webjobs-list.json';

/** What a file of a Visual Studio project tells of WebJobs: one job, or the list of jobs that go with a web project. */
export type ProjectFileKind = 'job' | 'list';

/** By the name at the end of a path or URI, in any case; undefined for every other file. */
export function projectFileKind(path: string): ProjectFileKind | undefined {
  switch (path.slice(path.lastIndexOf('/') + 1).toLowerCase()) {
    case publishSettingsFileName:
      return 'job';
    case webJobsListFileName:
      return 'list';
    default:
      return undefined;
  }
}
