import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { UserError, errorMessage } from '../../core/base/userError';
import type { JobFolder } from '../../core/jobs/job';
import type { Notifier } from '../notifier';
import { checkConfiguration } from './checkConfiguration';
import { configurationFor, type JobDebugConfiguration } from './debugConfiguration';

/** What is known about the workspace's jobs when a configuration is made. */
export interface DebuggableJobs {
  /** Every job of the workspace that can be debugged. */
  list(): Promise<readonly JobFolder[]>;
  /** The job that a file belongs to. */
  jobOf(file: vscode.Uri): Promise<JobFolder | undefined>;
  /** Lets the user choose; undefined when they dismiss the question. */
  pick(): Promise<JobFolder | undefined>;
}

/** Whether a session may begin; tells the user why not. Throws UserError. */
export type Prepare = (configuration: JobDebugConfiguration) => Promise<boolean>;

/**
 * Completes `webjob` configurations: F5 with nothing configured debugs the job of the active file, and asks where the
 * file belongs to none. As a dynamic provider it offers each job of the workspace.
 */
export class JobDebugConfigurations implements vscode.DebugConfigurationProvider {
  constructor(
    private readonly jobs: DebuggableJobs,
    private readonly prepare: Prepare,
    private readonly notifier: Notifier,
  ) {}

  async provideDebugConfigurations(folder: vscode.WorkspaceFolder | undefined): Promise<JobDebugConfiguration[]> {
    const jobs = await this.jobs.list();
    return jobs.flatMap((job) => {
      const owner = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(job.path));
      // Each folder of a workspace is asked for its own.
      const isOther = owner !== undefined && folder !== undefined && owner.index !== folder.index;
      return isOther ? [] : [{ ...configurationFor(job), job: pathForLaunch(owner, job.path) }];
    });
  }

  async resolveDebugConfiguration(
    _folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration | undefined> {
    // What has a name comes from launch.json, and is checked once its variables are replaced.
    if (configuration.name && configuration.job !== undefined) return configuration;
    const active = vscode.window.activeTextEditor?.document.uri;
    try {
      const found = (active && (await this.jobs.jobOf(active))) ?? (await this.jobs.pick());
      if (found === undefined) return undefined;
      const given = Object.fromEntries(Object.entries(configuration).filter(([, value]) => value !== ''));
      return { ...configurationFor(found), ...given };
    } catch (error) {
      this.refuse(error);
      return undefined;
    }
  }

  async resolveDebugConfigurationWithSubstitutedVariables(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration | undefined> {
    const root = (folder ?? vscode.workspace.workspaceFolders?.[0])?.uri.fsPath;
    const checked = checkConfiguration(configuration, root, vscode.l10n);
    if (!checked.ok) {
      const open = { title: vscode.l10n.t('Open launch.json'), command: 'workbench.action.debug.configure' } as const;
      this.notifier.error(checked.problem, open);
      return undefined;
    }
    try {
      return (await this.prepare(checked.configuration)) ? checked.configuration : undefined;
    } catch (error) {
      this.refuse(error);
      return undefined;
    }
  }

  private refuse(error: unknown): void {
    if (!(error instanceof UserError)) throw error;
    this.notifier.error(errorMessage(error));
  }
}

/** A path as launch.json is to hold it: independent of where the workspace lies. */
function pathForLaunch(owner: vscode.WorkspaceFolder | undefined, path: string): string {
  if (owner === undefined) return path;
  const names = relative(owner.uri.fsPath, path).split(sep);
  return ['${workspaceFolder}', ...names.filter((name) => name !== '')].join('/');
}
