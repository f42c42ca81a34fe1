import * as path from 'node:path';
import * as vscode from 'vscode';
import type { JobFolder } from '../../core/jobs/job';
import { configurationFor, debugType, type JobDebugConfiguration } from './debugConfiguration';

/** What is known about the workspace's jobs when a configuration is made. */
export interface DebuggableJobs {
  /** Every job of the workspace. */
  list(): Promise<readonly JobFolder[]>;
  /** The job that a file belongs to. */
  jobOf(file: vscode.Uri): Promise<JobFolder | undefined>;
  /** Lets the user choose; undefined when they dismiss the question. */
  pick(): Promise<JobFolder | undefined>;
}

/**
 * Completes `webjob` configurations: F5 with nothing configured debugs the job of the active file, and asks where the
 * file belongs to none. As a dynamic provider it offers each job of the workspace.
 */
export class JobDebugConfigurations implements vscode.DebugConfigurationProvider {
  constructor(private readonly jobs: DebuggableJobs) {}

  async provideDebugConfigurations(): Promise<JobDebugConfiguration[]> {
    return (await this.jobs.list()).map(configurationFor);
  }

  async resolveDebugConfiguration(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration | undefined> {
    const { job } = configuration as { job?: unknown };
    if (typeof job === 'string' && job !== '') {
      const absolute = path.isAbsolute(job) || job.includes('${') ? job : path.join(folder?.uri.fsPath ?? '', job);
      return { ...configuration, type: debugType, request: 'launch', job: absolute };
    }
    const active = vscode.window.activeTextEditor?.document.uri;
    const found = (active && (await this.jobs.jobOf(active))) ?? (await this.jobs.pick());
    if (found === undefined) return undefined;
    const settings = Object.fromEntries(Object.entries(configuration).filter(([, value]) => value !== ''));
    return { ...configurationFor(found), ...settings };
  }
}
