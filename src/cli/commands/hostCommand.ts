import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { UserError } from '../../core/base/userError';
import { type Flavor, type HostOptions, isFlavor } from '../../core/hostClient/hostOptions';
import { userStateFolder } from '../../core/hostClient/userStateFolder';
import { UsageError } from '../cliError';
import { hostProgram } from '../hostProgram';
import { pathType } from './jobArguments';

interface HostCommandOptions {
  readonly port?: number;
  readonly user?: string;
  readonly passwordEnv?: string;
  readonly flavor?: Flavor;
  readonly allowCommand?: true;
}

/** Adds `webjobs host` (product.md, section C): the local site over a `HOME` folder, in the foreground. */
export function addHostCommand(program: Command): void {
  program
    .command('host')
    .description('Serve a folder as a site of its own on loopback, and run its jobs, until Ctrl+C.')
    .argument('<folder>', 'the HOME folder of the site; made if it is missing')
    .option('--port <number>', 'where to listen; a free port by default', portOption)
    .option('--user <name>', 'user name of the site', 'webjobs')
    .option('--password-env <variable>', 'environment variable that holds the password; a random password by default')
    .option('--flavor <platform>', 'answer as the service does on windows (default) or linux', flavorOption)
    .option('--allow-command', 'let clients run commands through /api/command')
    .option('--json', 'print one JSON document, which is also what is printed without it')
    .action(async (folder: string, options: HostCommandOptions) => {
      if ((await pathType(folder)) === 'file') throw new UsageError(`${folder} is a file. Name a folder for the site.`);
      process.exitCode = await runHost(hostOptions(folder, options));
    });
}

function hostOptions(
  folder: string,
  { port, user, passwordEnv, flavor, allowCommand }: HostCommandOptions,
): HostOptions {
  return {
    site: { type: 'home', home: resolve(folder) },
    mode: 'foreground',
    userState: userStateFolder(),
    ...(port === undefined ? {} : { port }),
    ...(user === undefined ? {} : { user }),
    ...(passwordEnv === undefined ? {} : { passwordVariable: passwordEnv }),
    ...(flavor === undefined ? {} : { flavor }),
    ...(allowCommand ? { allowCommand } : {}),
  };
}

/**
 * Runs the host inside this process. As a process of its own it would stay behind when this one is killed, and every
 * signal would have to be handed on.
 */
async function runHost(options: HostOptions): Promise<number> {
  const host = createRequire(__filename)(hostProgram()) as { readonly main: (options: HostOptions) => Promise<number> };
  try {
    return await host.main(options);
  } catch (error) {
    // The other bundle has a class of its own for errors that are meant for the user.
    const { name, code, message } = error as Partial<UserError>;
    if (name !== 'UserError' || code === undefined || message === undefined) throw error;
    if (badInput.has(code)) throw new UsageError(message);
    throw new UserError(code, message, { cause: error });
  }
}

const badInput = new Set(['bad-user', 'no-password', 'site-no-folder']);

function portOption(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('Write a number from 0 to 65535; 0 means a free port.');
  return port;
}

function flavorOption(text: string): Flavor {
  if (!isFlavor(text)) throw new InvalidArgumentError('Write windows or linux.');
  return text;
}
