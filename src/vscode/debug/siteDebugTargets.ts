import { CancellationError, Uri, l10n } from 'vscode';
import { UserError } from '../../core/base/userError';
import type { JobFolder, JobKey } from '../../core/jobs/job';
import type { JobPicker } from '../commands/jobPicker';
import { findJob, isSameJob, type Site } from '../sites/site';
import type { SiteJob, SiteRegistry } from '../sites/siteRegistry';
import { isDebuggable } from '../views/jobItem';
import { isAlive, runningText } from '../views/jobState';
import type { JobDebugConfiguration } from './debugConfiguration';
import type { DebugHost, DebugTarget } from './debugHost';
import type { DebuggableJobs } from './jobDebugConfigurations';

/** Connects debugging with the sites the window knows. */
export class SiteDebugTargets implements DebuggableJobs {
  constructor(
    private readonly registry: SiteRegistry,
    private readonly picker: JobPicker,
  ) {}

  list(): Promise<readonly JobFolder[]> {
    return Promise.resolve(this.registry.jobs.filter(isOffered).map(folderOf));
  }

  jobOf(file: Uri): Promise<JobFolder | undefined> {
    const found = this.picker.jobOf(file);
    return Promise.resolve(found && folderOf(found));
  }

  async pick(): Promise<JobFolder | undefined> {
    try {
      const picked = await this.picker.resolve(undefined, {
        title: l10n.t('Debug which job?'),
        accepts: isOffered,
        none: l10n.t('There is no Node.js or Python job to debug in this window.'),
      });
      return folderOf(picked);
    } catch (error) {
      if (error instanceof CancellationError) return undefined;
      throw error;
    }
  }

  /** @throws UserError when there is no such job, it runs already, or its language cannot be debugged. */
  async find(configuration: JobDebugConfiguration): Promise<DebugTarget> {
    const found = this.atFolder(configuration.job) ?? (await this.lookAgain(configuration.job));
    if (found === undefined) {
      throw new UserError(
        'job-not-found',
        l10n.t(
          '{0} is no job folder of this window. Name one in "job" of the launch configuration.',
          configuration.job,
        ),
      );
    }
    const { site, job } = found;
    if (!isDebuggable(job)) {
      throw new UserError(
        'not-debuggable',
        l10n.t(
          '{0} cannot be debugged: its script {1} is neither Node.js nor Python.',
          job.name,
          job.runCommand ?? '–',
        ),
      );
    }
    await site.connect();
    const live = findJob(site, job);
    if (live !== undefined && isAlive(live)) {
      throw new UserError('already-running', runningText(live, l10n));
    }
    return { key: { kind: job.kind, name: job.name }, host: hostOf(site) };
  }

  private async lookAgain(folder: string): Promise<SiteJob | undefined> {
    await Promise.all(this.registry.sites.map((site) => site.refresh()));
    return this.atFolder(folder);
  }

  private atFolder(folder: string): SiteJob | undefined {
    const path = Uri.file(folder).fsPath.replace(/[\\/]+$/, '');
    return this.registry.jobs.find(({ job }) => Uri.file(job.folder).fsPath === path);
  }
}

function isOffered({ site, job }: SiteJob): boolean {
  return site.kind === 'workspace' && isDebuggable(job);
}

function folderOf({ job }: SiteJob): JobFolder {
  return { kind: job.kind, name: job.name, path: job.folder };
}

function hostOf(site: Site): DebugHost {
  return {
    onDidChangeJob: (listener) =>
      site.onDidChange((change) => {
        if (change.type === 'job') listener(change.job);
      }),
    onDidClose: (listener) =>
      site.onDidChange((change) => {
        if (change.type === 'site' && site.state.kind === 'idle') listener();
      }),
    job: (key: JobKey) => site.jobs.find((job) => isSameJob(job, key)),
    start: (key, request) => site.start(key, request),
    stop: (key, request) => site.stop(key, request),
    followOutput: (key, onText) => site.followOutput(key, { from: 'now' }, { onText, onEnd: () => undefined }),
  };
}
