import { CancellationError, type Uri, l10n } from 'vscode';
import { UserError } from '../../core/base/userError';
import type { Disposable } from '../../core/base/disposable';
import type { JobFolder, JobKey } from '../../core/jobs/job';
import type { JobSnapshot } from '../../core/runner/jobSnapshot';
import type { JobPicker } from '../commands/jobPicker';
import { jobAtFolder } from '../sites/jobAtFolder';
import { findJob, type Site, type SiteChange } from '../sites/site';
import type { SiteJob, SiteRegistry } from '../sites/siteRegistry';
import { isAlive, runningText } from '../views/jobState';
import type { JobDebugConfiguration } from './debugConfiguration';
import type { DebugHost, DebugTarget } from './debugHost';
import { debugRuntimeOf } from './debugRuntime';
import { readDebugRuntime } from './jobRuntime';
import type { DebuggableJobs } from './jobDebugConfigurations';
import { type InstalledExtension, bundledDebugpy, debugTypeFor, languageDebuggers } from './languageDebuggers';
import { type DebugSubject, notDebuggable } from './prepareDebugging';

/** Connects debugging with the sites the window knows. */
export class SiteDebugTargets implements DebuggableJobs {
  constructor(
    private readonly registry: SiteRegistry,
    private readonly picker: JobPicker,
    private readonly extensions: () => readonly InstalledExtension[],
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
        none: l10n.t('There is no job in this window that could be debugged. Create one with "WebJobs: New Job…".'),
      });
      return folderOf(picked);
    } catch (error) {
      if (error instanceof CancellationError) return undefined;
      throw error;
    }
  }

  /**
   * The job of a configuration, live when the site's host runs, and how to stop it.
   *
   * @throws UserError when there is no such job.
   */
  async subject(configuration: JobDebugConfiguration): Promise<DebugSubject> {
    const { site, job } = await this.jobFor(configuration);
    return { job: findJob(site, job) ?? job, stop: () => site.stop(job, {}) };
  }

  /** @throws UserError when there is no such job, it runs already, or its language cannot be debugged. */
  async find(configuration: JobDebugConfiguration): Promise<DebugTarget> {
    const { site, job } = await this.jobFor(configuration);
    const runtime = await readDebugRuntime(job);
    if (runtime === undefined) throw notDebuggable(job, l10n);
    const childType = debugTypeFor(runtime, this.extensions());
    if (childType === undefined) {
      throw new UserError(
        'debugger-missing',
        l10n.t('Install the extension {0} to debug {1}.', languageDebuggers[runtime].extension.id, job.name),
      );
    }
    await site.connect();
    const live = findJob(site, job) ?? job;
    if (isAlive(live)) throw new UserError('already-running', runningText(live, l10n));
    return {
      job: live,
      host: hostOf(site, live),
      runtime,
      childType,
      debugpy: bundledDebugpy(runtime, this.extensions()),
    };
  }

  private async jobFor({ name, job, kind }: JobDebugConfiguration): Promise<SiteJob> {
    const found = await jobAtFolder(this.registry, job);
    if (found !== undefined) {
      if (kind === undefined || kind === found.job.kind) return found;
      throw new UserError(
        'other-kind',
        l10n.t(
          '"{0}" in launch.json: "kind" is "{1}", but the job in {2} is "{3}". Correct "kind" or "job".',
          name,
          kind,
          job,
          found.job.kind,
        ),
      );
    }
    const names = this.registry.jobs.filter(isOffered).map((each) => each.job.folder);
    throw new UserError(
      'job-not-found',
      names.length === 0
        ? l10n.t('{0} is no job folder, and this window has no job. Create one with "WebJobs: New Job…".', job)
        : l10n.t(
            '{0} is no job folder of this window. Name one in "job" of the launch configuration, such as {1}.',
            job,
            names[0] ?? '',
          ),
    );
  }
}

function isOffered({ site, job }: SiteJob): boolean {
  return site.kind === 'workspace' && isDebuggable(job);
}

function isDebuggable(job: JobSnapshot): boolean {
  return debugRuntimeOf(job) !== undefined;
}

function folderOf({ job }: SiteJob): JobFolder {
  return { kind: job.kind, name: job.name, path: job.folder };
}

function hostOf(site: Site, key: JobKey): DebugHost {
  const whileConnected = (listener: (change: SiteChange) => void): Disposable =>
    site.onDidChange((change) => {
      if (site.state.kind === 'connected') listener(change);
    });
  return {
    onDidChangeJob: (listener) =>
      whileConnected((change) => {
        // What is told of a job for the first time comes with the whole list.
        const job = change.type === 'job' ? change.job : findJob(site, key);
        if (job !== undefined) listener(job);
      }),
    onDidRemoveJob: (listener) =>
      whileConnected(({ type }) => {
        if (type === 'site' && findJob(site, key) === undefined) listener();
      }),
    onDidClose: (listener) =>
      site.onDidChange(({ type }) => {
        if (type === 'site' && site.state.kind === 'idle') listener();
      }),
    job: () => findJob(site, key),
    start: (request) => site.start(key, request),
    stop: (request) => site.stop(key, request),
    followOutput: (onText) => site.followOutput(key, { from: 'now' }, { onText, onEnd: () => undefined }),
  };
}
