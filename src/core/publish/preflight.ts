import { message, type Message } from '../base/message';
import type { FolderEntry, JobFiles } from '../jobs/jobFiles';
import { type JobKey, kindWords } from '../jobs/job';
import { findJobScript, type JobScript } from '../jobs/jobScript';
import { foldersAbove, isSent, type PlannedFile, type PublishPlan } from './publishPlan';
import { otherKind, type SiteFacts } from '../remote/siteFacts';

/** Something to know before publishing; an error keeps the publish from beginning. */
export interface PreflightProblem {
  /** Stable, in kebab-case. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: Message;
}

export interface PreflightFacts {
  readonly job: JobKey;
  readonly plan: PublishPlan;
  readonly script: JobScript;
  readonly site: SiteFacts;
  readonly isNew: boolean;
  readonly existsUnderOtherKind: boolean;
  /** The job lies in the primary root of a site whose wwwroot is read-only. */
  readonly isPackaged: boolean;
}

/** What speaks against a publish (P5). */
export function preflight(facts: PreflightFacts): PreflightProblem[] {
  const { job, plan, script, site } = facts;
  const problems: PreflightProblem[] = plan.problems.map((problem) => ({ ...problem, severity: 'error' }));
  const add = (severity: PreflightProblem['severity'], code: string, text: Message): void => {
    problems.push({ code, severity, message: text });
  };
  if (!isPortalName(job.name)) {
    add(
      facts.isNew ? 'error' : 'warning',
      'job-name',
      message(
        'The portal does not accept the job name {name}: begin with a letter or digit, then use letters, digits, - and _. Give it another name on the site.',
        { name: job.name },
      ),
    );
  }
  if (!script.runnable) {
    add(
      'error',
      'nothing-runnable',
      message('The site would find nothing to start in {name}. {reason}', { name: job.name, reason: script.reason }),
    );
  }
  if (facts.isPackaged) {
    add(
      'error',
      'run-from-package',
      message(
        '{name} is part of the package that the site runs from, which is read-only. Deploy the package again with the changed job, or publish under another name.',
        { name: job.name },
      ),
    );
  }
  if (facts.existsUnderOtherKind) {
    add(
      'warning',
      'other-kind-exists',
      message('The site has a {kind} job {name} as well; both would run. Delete the one that is not wanted.', {
        kind: kindWords[otherKind(job.kind)],
        name: job.name,
      }),
    );
  }
  if (site.deploysFromSourceControl) {
    add(
      'warning',
      'source-control',
      message(
        'The site is deployed from source control, and its next deployment may remove what is published by hand. Add the job to the repository under App_Data/jobs.',
      ),
    );
  }
  if (site.unknownZone !== undefined) {
    add(
      'warning',
      'unknown-zone',
      message('Nobody knows the zone {zone} in WEBSITE_TIME_ZONE; the site runs in UTC.', { zone: site.unknownZone }),
    );
  }
  if (site.jobsAreStopped) {
    add('warning', 'jobs-stopped', message('No job runs on this site, because its setting WEBJOBS_STOPPED is on.'));
  }
  return problems;
}

/** The name rule of the portal; the service itself takes any folder name (kudu-webjobs §2.1). */
export function isPortalName(name: string): boolean {
  return /^[a-z0-9][a-z0-9_-]*$/i.test(name);
}

/** Which script the site will start after the plan was carried out. */
export async function scriptAfter(files: readonly PlannedFile[]): Promise<JobScript> {
  // What lies here only and is not sent, such as a stop marker, will not be there.
  const isThere = (file: PlannedFile): boolean =>
    file.action !== 'delete' && (file.remote !== undefined || isSent(file));
  return await findJobScript(filesBelow(files.filter(isThere).map(({ sitePath }) => sitePath)));
}

/** A folder known by the paths of its files only. */
export function filesBelow(paths: readonly string[]): Pick<JobFiles, 'list'> {
  const folders = new Map<string, Map<string, boolean>>();
  const put = (path: string, isFolder: boolean): void => {
    const slash = path.lastIndexOf('/');
    const parent = path.slice(0, Math.max(slash, 0));
    folders.set(parent, (folders.get(parent) ?? new Map<string, boolean>()).set(path.slice(slash + 1), isFolder));
  };
  for (const path of paths) {
    for (const folder of foldersAbove(path)) put(folder, true);
    put(path, false);
  }
  const list = (folder: string): FolderEntry[] =>
    [...(folders.get(folder) ?? [])].map(([name, isFolder]) => ({ name, isFolder }));
  return { list: (folder) => Promise.resolve(list(folder)) };
}
