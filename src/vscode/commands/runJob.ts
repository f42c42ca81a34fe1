import { l10n, workspace } from 'vscode';
import type { StartRequest } from '../../core/hostClient/hostApi';
import { UserError } from '../../core/base/userError';
import type { JobOutputs } from '../output/jobOutputs';
import type { SiteJob } from '../sites/siteRegistry';
import { isAlive, jobState } from '../views/jobState';
import type { RunArguments } from '../workspace/runArguments';
import { askArguments } from './askArguments';
import type { JobPicker, JobQuestion } from './jobPicker';

/** Starts jobs and shows what they write. */
export class RunJob {
  constructor(
    private readonly picker: JobPicker,
    private readonly outputs: JobOutputs,
    private readonly runArguments: RunArguments,
  ) {}

  /** Starts a continuous job, or a run of a triggered one without arguments. */
  async run(target: unknown): Promise<void> {
    requireTrust();
    await this.start(await this.picker.resolve(target, startable(l10n.t('Run which job?'))), {});
  }

  /** Asks for the arguments of a run; what was given the last time is offered again. */
  async runWithArguments(target: unknown): Promise<void> {
    requireTrust();
    const question = startable(l10n.t('Run which job with arguments?'), 'triggered');
    const chosen = await this.picker.resolve(target, question);
    await this.start(chosen, await askArguments(chosen, this.runArguments));
  }

  private async start({ site, job }: SiteJob, request: StartRequest): Promise<void> {
    this.outputs.reveal(site, job);
    await this.outputs.start(site, job, request);
  }
}

function startable(title: string, kind?: SiteJob['job']['kind']): JobQuestion {
  return {
    title,
    accepts: ({ job }) => (kind ?? job.kind) === job.kind && job.runCommand !== null && !isAlive(job),
    refusal: ({ job }) => {
      if (job.runCommand === null) {
        return l10n.t(
          '{0} has no script that the service would run, for example run.js or run.sh, in {1}.',
          job.name,
          job.folder,
        );
      }
      if (isAlive(job)) return l10n.t('{0} is already {1}. Stop it first.', job.name, jobState(job));
      return l10n.t('{0} is a continuous job, which takes no arguments. Use Run Job.', job.name);
    },
    none: l10n.t(
      'There is no job that could be started: all are running, or no folder below jobs/continuous or jobs/triggered holds a script.',
    ),
  };
}

/** Running waits for trust (V4); menus hide the commands, other extensions and keybindings can still call them. */
export function requireTrust(): void {
  if (workspace.isTrusted) return;
  throw new UserError(
    'workspace-not-trusted',
    l10n.t(
      'Jobs of this workspace cannot be run, debugged or published before you trust it. Use "Manage Workspace Trust".',
    ),
  );
}
