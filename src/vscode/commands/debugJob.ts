import { type DebugConfiguration, Uri, debug, l10n, workspace } from 'vscode';
import { isDebuggable } from '../views/jobItem';
import { isAlive } from '../views/jobState';
import type { JobPicker } from './jobPicker';
import { requireTrust } from './runJob';

/** Starts a debug session for a job; the debug type `webjob` does the rest. */
export class DebugJob {
  constructor(private readonly picker: JobPicker) {}

  async debug(target: unknown): Promise<void> {
    requireTrust();
    const { job } = await this.picker.resolve(target, {
      title: l10n.t('Debug which job?'),
      accepts: (each) => isDebuggable(each.job) && !isAlive(each.job),
      refusal: (each) =>
        isAlive(each.job)
          ? l10n.t('{0} is running. Stop it before debugging it.', each.job.name)
          : l10n.t(
              '{0} cannot be debugged: its script {1} is neither Node.js nor Python.',
              each.job.name,
              each.job.runCommand ?? '',
            ),
      none: l10n.t('There is no job that could be debugged: all are running, or none is a Node.js or Python job.'),
    });
    const configuration: DebugConfiguration = {
      type: 'webjob',
      request: 'launch',
      name: l10n.t('Debug {0}', job.name),
      job: job.folder,
      kind: job.kind,
    };
    await debug.startDebugging(workspace.getWorkspaceFolder(Uri.file(job.folder)), configuration);
  }
}
