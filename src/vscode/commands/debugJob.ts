import { type DebugConfiguration, Uri, commands, debug, l10n, workspace } from 'vscode';
import { isDebuggable } from '../views/jobItem';
import { isAlive, runningText } from '../views/jobState';
import type { Settings } from '../workspace/settings';
import { activeEditorTarget, type JobPicker } from './jobPicker';
import { requireTrust } from './runJob';

/** Starts a debug session for a job; the debug type `webjob` does the rest. */
export class DebugJob {
  constructor(
    private readonly picker: JobPicker,
    private readonly settings: Settings,
  ) {}

  async debug(target: unknown): Promise<void> {
    requireTrust();
    if (target === activeEditorTarget && this.settings.hasLaunchConfigurations) {
      // The key was pressed before the editor knew that this workspace has configurations of its own: F5 means those.
      await commands.executeCommand('workbench.action.debug.start');
      return;
    }
    const { job } = await this.picker.resolve(target, {
      title: l10n.t('Debug which job?'),
      accepts: ({ site, job: each }) => site.kind === 'workspace' && isDebuggable(each) && !isAlive(each),
      refusal: (each) =>
        each.site.kind !== 'workspace'
          ? l10n.t(
              '{0} on {1} cannot be debugged. Debug it in the workspace that holds its source.',
              each.job.name,
              each.site.label,
            )
          : isAlive(each.job)
            ? runningText(each.job, l10n)
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
