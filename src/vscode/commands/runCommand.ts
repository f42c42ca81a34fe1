import { CancellationError, l10n } from 'vscode';
import type { Logger } from '../../core/base/logger';
import { UserError } from '../../core/base/userError';
import { localizedError } from '../localizer';
import type { Notifier } from '../notifier';
import { commandIds } from './commandIds';
import type { CommandHandlers, RunCommand } from './registerCommands';

/**
 * The one place where failures of commands are caught. A {@link UserError} shows its message, anything else is a bug and
 * leads to the log.
 */
export function commandRunner(handlers: CommandHandlers, notifier: Notifier, logger: Logger): RunCommand {
  return async (id, args) => {
    try {
      return await handlers[id](...args);
    } catch (error) {
      if (isCancellation(error)) return undefined;
      const showLog = { title: l10n.t('Show Log'), command: commandIds.showLog };
      if (error instanceof UserError) {
        logger.warn(`${id}: ${error.code}: ${error.message}`);
        notifier.error(localizedError(error, l10n));
      } else {
        logger.error(`${id} failed`, error);
        notifier.error(l10n.t('WebJobs: internal error in the command {0}. The log has the details.', id), showLog);
      }
      return undefined;
    }
  };
}

/** The user took the command back: nothing to tell. */
function isCancellation(error: unknown): boolean {
  return error instanceof CancellationError || (error instanceof Error && error.name === 'AbortError');
}
