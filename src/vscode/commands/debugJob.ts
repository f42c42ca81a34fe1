import { type DebugConfiguration, Uri, commands, debug, l10n, workspace } from 'vscode';
import { debugType } from '../contributedTypes';
import { debugRuntimeOf } from '../debug/debugRuntime';
import { notDebuggable } from '../debug/prepareDebugging';
import type { SiteJob } from '../sites/siteRegistry';
import type { RunArguments } from '../workspace/runArguments';
import type { Settings } from '../workspace/settings';
import { askArguments } from './askArguments';
import { activeEditorTarget, type JobPicker, type JobQuestion } from './jobPicker';
import { requireTrust } from './runJob';

/** Starts a debug session for a job; the debug type `webjob` does the rest. */
export class DebugJob {
  constructor(
    private readonly picker: JobPicker,
    private readonly settings: Settings,
    private readonly runArguments: RunArguments,
  ) {}

  async debug(target: unknown): Promise<void> {
    requireTrust();
    if (target === activeEditorTarget && this.settings.hasLaunchConfigurations) {
      // The key was pressed before the editor knew that this workspace has configurations of its own: F5 means those.
      await commands.executeCommand('workbench.action.debug.start');
      return;
    }
    await start(await this.picker.resolve(target, debuggable(l10n.t('Debug which job?'))), {});
  }

  /** Asks for the arguments of the run to debug; what was given the last time is offered again. */
  async debugWithArguments(target: unknown): Promise<void> {
    requireTrust();
    const question = debuggable(l10n.t('Debug which job with arguments?'), 'triggered');
    const chosen = await this.picker.resolve(target, question);
    await start(chosen, await askArguments(chosen, this.runArguments));
  }
}

async function start({ job }: SiteJob, settings: { readonly arguments?: string }): Promise<void> {
  const configuration: DebugConfiguration = {
    type: debugType,
    request: 'launch',
    name: l10n.t('Debug {0}', job.name),
    job: job.folder,
    kind: job.kind,
    ...settings,
  };
  await debug.startDebugging(workspace.getWorkspaceFolder(Uri.file(job.folder)), configuration);
}

function debuggable(title: string, kind?: SiteJob['job']['kind']): JobQuestion {
  return {
    title,
    accepts: ({ site, job }) =>
      site.kind === 'workspace' && (kind ?? job.kind) === job.kind && debugRuntimeOf(job) !== undefined,
    refusal: ({ site, job }) => {
      if (site.kind !== 'workspace') {
        return l10n.t(
          '{0} on {1} cannot be debugged. Debug it in the workspace that holds its source.',
          job.name,
          site.label,
        );
      }
      if (debugRuntimeOf(job) === undefined) return notDebuggable(job, l10n).message;
      return l10n.t('{0} is a continuous job, which takes no arguments. Use Debug Job.', job.name);
    },
    none: l10n.t('There is no job in this window that could be debugged. Create one with "WebJobs: New Job…".'),
  };
}
