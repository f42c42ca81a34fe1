import { message } from '../base/message';
import { resolve } from 'node:path';
import { UserError } from '../base/userError';
import type { JobKey } from '../jobs/job';
import type { JobScript } from '../jobs/jobScript';
import { collectFiles } from '../packaging/collectFiles';
import { readIgnoreRules } from '../packaging/ignoreRules';
import type { CollectedFiles } from '../packaging/packageEntry';
import type { RemoteJob } from '../remote/remoteJob';
import type { CallOptions, ScmClient } from '../remote/scmClient';
import { listRemoteFiles, type RemoteFiles } from './listRemoteFiles';
import { preflight, type PreflightProblem, scriptAfter } from './preflight';
import { planPublish, type PlanOptions, type PublishPlan } from './publishPlan';
import { jobFolderOnSite, otherKind, readSiteFacts, secondaryRoot, type SiteFacts } from '../remote/siteFacts';
import { createSiteClock } from './siteClock';

/** What somebody decided about single files, against what the mode says. */
export type PublishChoices = Pick<PlanOptions, 'overwritePaths' | 'leaveOutPaths' | 'deletePaths'>;

/** What somebody wants to publish. */
export interface PublishRequest
  extends JobKey, Pick<PlanOptions, 'mode' | 'deleteExtra' | 'overwriteNewer' | keyof PublishChoices> {
  /** The local job folder. */
  readonly folder: string;
  /** More ignore patterns beside the job's own file. */
  readonly ignorePatterns?: readonly string[];
}

/** A publish that is ready to be looked at and carried out. */
export interface PreparedPublish {
  readonly request: PublishRequest;
  /** The job's folder on the site, below the site's root. */
  readonly targetFolder: string;
  readonly local: CollectedFiles;
  readonly remote: RemoteFiles;
  /** The job as the site knows it; undefined for a new one. */
  readonly siteJob: RemoteJob | undefined;
  /** The site has a job of that name under the other kind. */
  readonly existsUnderOtherKind: boolean;
  readonly site: SiteFacts;
  readonly plan: PublishPlan;
  /** Which script the site will start afterwards. */
  readonly script: JobScript;
  readonly problems: readonly PreflightProblem[];
}

export interface PrepareOptions extends CallOptions {
  /** A number in [0, 1]. */
  readonly onProgress?: (fraction: number) => void;
}

/**
 * Looks at both sides and makes the plan; changes nothing. Only `problems` tell whether it may be carried out.
 * @throws UserError for a local folder that cannot be read, RemoteError for a site that does not answer.
 */
export async function preparePublish(
  client: ScmClient,
  request: PublishRequest,
  options: PrepareOptions = {},
): Promise<PreparedPublish> {
  const folder = resolve(request.folder);
  const { ignorePatterns } = request;
  const call: CallOptions = options.signal ? { signal: options.signal } : {};
  const local = await collectFiles(folder, { ...call, ...(ignorePatterns && { ignorePatterns }) });
  const rules = readIgnoreRules(folder, ignorePatterns);
  options.onProgress?.(0.1);
  const { kind, name } = request;
  const [settings, otherJob, ...firstLook] = await Promise.all([
    client.getSiteSettings(call),
    client.getJob(otherKind(kind), name, call),
    client.getJob(kind, name, call),
  ]);
  const site = readSiteFacts(settings);
  const listing = {
    ...call,
    // In mode `replace` everything on the site counts; otherwise what the rules leave out is not looked at.
    ...(request.mode === 'newer' && { isSkipped: (path: string) => rules.isIgnored(path) }),
    onProgress: (listed: number, known: number) => options.onProgress?.(0.2 + (0.8 * listed) / known),
  };
  let [siteJob] = firstLook;
  let { targetFolder, remote } = await findTarget(client, request, site, listing);
  if ((siteJob === undefined) === remote.exists) {
    // A job without files, or files without a job: one answer may have been wrong, and the plan must not build on it.
    siteJob = await client.getJob(kind, name, call);
    if (!remote.exists) ({ targetFolder, remote } = await findTarget(client, request, site, listing));
    if (siteJob !== undefined && !remote.exists) throw jobElsewhere(client.host, request, targetFolder);
  }
  const existsUnderOtherKind = otherJob !== undefined;
  return await plan({
    request: { ...request, folder },
    targetFolder,
    local,
    remote,
    siteJob,
    existsUnderOtherKind,
    site,
  });
}

/** The plan with other choices about single files, from what was seen already: the site is not asked again. */
export async function planAgain(prepared: PreparedPublish, choices: PublishChoices): Promise<PreparedPublish> {
  return await plan({ ...prepared, request: { ...prepared.request, ...choices } });
}

type BothSides = Omit<PreparedPublish, 'plan' | 'script' | 'problems'>;

async function plan(sides: BothSides): Promise<PreparedPublish> {
  const { request, targetFolder, local, remote, siteJob, existsUnderOtherKind, site } = sides;
  const rules = readIgnoreRules(request.folder, request.ignorePatterns);
  const files = planPublish(local.entries, remote.files, {
    ...request,
    isCaseSensitive: remote.isCaseSensitive ?? true,
    clock: createSiteClock(site.zone),
    remoteFolders: remote.folders,
    isIgnored: (path) => rules.isIgnored(path),
  });
  const script = await scriptAfter(files.files);
  const problems = preflight({
    job: request,
    plan: files,
    script,
    site,
    isNew: siteJob === undefined && !remote.exists,
    existsUnderOtherKind,
    isPackaged: site.runsFromPackage && targetFolder.startsWith(`${site.primaryRoot}/`),
  });
  return { ...sides, plan: files, script, problems };
}

function jobElsewhere(host: string, { name }: JobKey, targetFolder: string): UserError {
  return new UserError(
    'job-elsewhere',
    message(
      '{host} has a job {name}, but not in {folder}: it may belong to a site extension, or WEBJOBS_ROOT_PATH leads elsewhere. Publish under another name, or check that setting.',
      {
        host,
        name,
        folder: targetFolder,
      },
    ),
  );
}

/** A job lives in the primary root if a folder of its name is there, else in the secondary one (kudu-webjobs §1.1). */
async function findTarget(
  client: ScmClient,
  job: JobKey,
  site: SiteFacts,
  options: Parameters<typeof listRemoteFiles>[2],
): Promise<{ readonly targetFolder: string; readonly remote: RemoteFiles }> {
  const roots = [site.primaryRoot, secondaryRoot].map((root) => jobFolderOnSite(root, job));
  const [primary, secondary] = await Promise.all(roots.map((root) => listRemoteFiles(client, root, options)));
  const [primaryFolder = '', secondaryFolder = ''] = roots;
  if (primary === undefined || secondary === undefined) throw new RangeError('Both roots were listed.');
  if (primary.exists) return { targetFolder: primaryFolder, remote: primary };
  if (secondary.exists || site.runsFromPackage) return { targetFolder: secondaryFolder, remote: secondary };
  return { targetFolder: primaryFolder, remote: primary };
}
