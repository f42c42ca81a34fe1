import { l10n, type LogOutputChannel } from 'vscode';
import type { Clock } from '../../core/base/clock';
import { UserError } from '../../core/base/userError';
import type { Settings } from '../workspace/settings';
import { type CommandId, commandIds } from './commandIds';
import type { CommandHandler, CommandHandlers } from './registerCommands';

/** Everything the commands work with in a browser. */
export interface WebCommandContext {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: LogOutputChannel;
}

/**
 * Says what each command does in a browser, where jobs are written but not run. The manifest hides the others; one that
 * another extension calls all the same tells the reason.
 */
export function createWebCommands({ settings, clock, log }: WebCommandContext): CommandHandlers {
  const buildSchedule = async (target: unknown): Promise<void> => {
    const builder = await import('../language/scheduleBuilder/buildSchedule');
    const zoneNameOf = (): string => settings.timeZone || 'UTC';
    await builder.buildSchedule(target, { picker: noJobs, clock, zoneNameOf });
  };
  const newJob = async (target: unknown): Promise<void> => {
    const command = await import('./newJob');
    await command.newJob(target, { jobFolders: () => [], makeExecutable: () => Promise.resolve(), buildSchedule });
  };
  return {
    ...refusedCommands(),
    'webjobs.newJob': newJob,
    'webjobs.buildSchedule': buildSchedule,
    'webjobs.showLog': () => log.show(),
  };
}

/** Nobody looks for jobs in a browser, so that there is none to choose from. */
const noJobs = {
  resolve: () =>
    Promise.reject(
      new UserError(
        'no-settings-file',
        l10n.t('Open the settings.job of a triggered job first: the schedule is written into it.'),
      ),
    ),
};

function refusedCommands(): CommandHandlers {
  const refuse = (id: CommandId): CommandHandler => {
    return () => {
      const message = l10n.t(
        '{0} needs processes and files that a browser does not have. Open the folder in VS Code.',
        id,
      );
      throw new UserError('not-in-browser', message);
    };
  };
  return Object.fromEntries(Object.values(commandIds).map((id) => [id, refuse(id)])) as Record<
    CommandId,
    CommandHandler
  >;
}
