import { UserError } from '../../core/base/userError';
import type { DebugRuntime, JobSnapshot } from '../../core/runner/jobSnapshot';
import type { Dialogs } from '../dialogs';
import type { Localizer } from '../localizer';
import type { NotificationAction, Notifier } from '../notifier';
import { isAlive } from '../views/jobState';
import type { JobDebugConfiguration } from './debugConfiguration';
import { readDebugRuntime } from './jobRuntime';
import { type InstalledExtension, debugTypeFor, languageDebuggers } from './languageDebuggers';

/** A job, and how to end what runs of it. */
export interface DebugSubject {
  readonly job: JobSnapshot;
  /** Resolves when no process of the job is alive. */
  stop(): Promise<void>;
}

/** What a session needs before it begins. */
export interface DebugPreparationParts {
  /** Finds a configuration's job, live. Throws UserError for a folder that is no job. */
  readonly find: (configuration: JobDebugConfiguration) => Promise<DebugSubject>;
  readonly extensions: () => readonly InstalledExtension[];
  readonly dialogs: Pick<Dialogs, 'confirm'>;
  readonly notifier: Notifier;
  readonly l10n: Localizer;
}

/** Makes sure that a session can begin: job and debugger are there, and nothing of the job runs any more. */
export class DebugPreparation {
  constructor(private readonly parts: DebugPreparationParts) {}

  /** Whether the session may begin; what keeps it from beginning was said to the user. */
  async prepare(configuration: JobDebugConfiguration): Promise<boolean> {
    const { find, extensions, notifier, l10n } = this.parts;
    const subject = await find(configuration);
    const { job } = subject;
    const runtime = await readDebugRuntime(job);
    if (runtime === undefined) throw notDebuggable(job, l10n);
    if (job.kind === 'continuous' && configuration.arguments !== undefined) {
      throw new UserError(
        'arguments-of-continuous-job',
        l10n.t('{0} is a continuous job, which takes no arguments. Remove "arguments" in launch.json.', job.name),
      );
    }
    if (debugTypeFor(runtime, extensions()) === undefined) {
      notifier.error(missingDebuggerText(job, runtime, l10n), ...installActions(runtime, l10n));
      return false;
    }
    return !isAlive(job) || (await this.restart(subject));
  }

  private async restart(subject: DebugSubject): Promise<boolean> {
    const { dialogs, l10n } = this.parts;
    const { job } = subject;
    const process = job.process === null ? '–' : String(job.process.pid);
    const isWanted = await dialogs.confirm({
      message: l10n.t('{0} is running (process {1}).', job.name, process),
      detail: l10n.t('To be debugged it has to start anew: it is asked to end, and killed if it does not.'),
      action: l10n.t('Restart and Debug'),
    });
    if (isWanted) await subject.stop();
    return isWanted;
  }
}

export function notDebuggable(job: JobSnapshot, l10n: Localizer): UserError {
  return new UserError(
    'not-debuggable',
    job.runCommand === null
      ? l10n.t('{0} cannot be debugged: nothing in {1} can run. Add a script such as run.js.', job.name, job.folder)
      : l10n.t(
          '{0} cannot be debugged: there is no debugger for {1}. Run it instead, and read its output.',
          job.name,
          job.runCommand,
        ),
  );
}

/** Buttons that lead to the extension with the debugger of a runtime. */
export function installActions(runtime: DebugRuntime, l10n: Localizer): NotificationAction[] {
  const { id, name } = languageDebuggers[runtime].extension;
  return [
    {
      title: l10n.t('Install {0}', name),
      command: 'workbench.extensions.installExtension',
      arguments: [id],
    },
    { title: l10n.t('Show Extension'), command: 'extension.open', arguments: [id] },
  ];
}

function missingDebuggerText(job: JobSnapshot, runtime: DebugRuntime, l10n: Localizer): string {
  const { language, extension } = languageDebuggers[runtime];
  return l10n.t(
    'To debug {0}, VS Code needs a debugger for {1}: the extension {2} ({3}). Install it, then start debugging again.',
    job.name,
    language,
    extension.name,
    extension.id,
  );
}
