import { Command, CommanderError } from 'commander';
import { errorMessage, UserError } from '../core/base/userError';
import { exitCodes, UsageError } from './cliError';
import { addHostCommand } from './commands/hostCommand';
import { addInspectCommand } from './commands/inspect';
import { addLintCommand } from './commands/lint';
import { addListCommand } from './commands/list';
import { addNextCommand } from './commands/next';
import { addPublishCommand } from './commands/publish';
import { addRemoteCommand } from './commands/remote';
import { addRunCommand } from './commands/run';
import { addZipCommand } from './commands/zip';

/**
 * Runs the terminal command `webjobs` with `args` and tells its exit code. A command adds itself to the program, prints
 * its answer to stdout and messages to stderr, and sets `process.exitCode` or throws.
 */
export async function runCli(args: readonly string[]): Promise<number> {
  const program = new Command('webjobs')
    .description('Run, inspect, schedule and publish Azure WebJobs.')
    .exitOverride()
    .showHelpAfterError('(webjobs --help lists the commands)');
  addNextCommand(program);
  addInspectCommand(program);
  addListCommand(program);
  addLintCommand(program);
  addRunCommand(program);
  addHostCommand(program);
  addZipCommand(program);
  addPublishCommand(program);
  addRemoteCommand(program);

  try {
    await program.parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? exitCodes.success);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.success : exitCodes.usage;
    if (error instanceof UsageError || error instanceof UserError) process.stderr.write(`webjobs: ${error.message}\n`);
    else
      process.stderr.write(
        `webjobs: ${error instanceof Error ? (error.stack ?? error.message) : errorMessage(error)}\n`,
      );
    return error instanceof UsageError ? exitCodes.usage : exitCodes.failure;
  }
}
