import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { errorMessage, UserError } from '../core/base/userError';
import { localSiteAt } from '../core/hostClient/localSiteAt';
import { userStateFolder } from '../core/hostClient/userStateFolder';
import { parsePublishProfile } from '../core/remote/publishProfile';
import { ScmClient } from '../core/remote/scmClient';
import { basicCredential } from '../core/remote/scmCredential';
import { parseSiteUrl } from '../core/remote/siteUrl';
import { version } from '../../package.json';
import { UsageError } from './cliError';

/** How a command reaches a site: by a publish profile, or by address, user and the variable that holds the password. */
export interface ConnectionOptions {
  readonly profile?: string;
  readonly scmUrl?: string;
  readonly user?: string;
  readonly passwordEnv?: string;
}

export function addConnectionOptions(command: Command): Command {
  return command
    .option('--profile <file>', 'a publish profile, as the portal hands it out')
    .option('--scm-url <url>', 'or the address of the SCM site, such as https://name.scm.azurewebsites.net')
    .option('--user <name>', 'with --scm-url: the deployment user')
    .option('--password-env <variable>', 'with --scm-url: the environment variable that holds the password');
}

/**
 * A client for the site that the options name.
 * @throws UsageError when they name none, or two, or the profile or password cannot be read.
 */
export async function connect(
  options: ConnectionOptions,
  environment: Readonly<NodeJS.ProcessEnv> = process.env,
): Promise<ScmClient> {
  const { url, user, password } = await asUsageError(() => readConnection(options, environment));
  const siteId = await localSiteAt(url, userStateFolder(environment));
  return new ScmClient({
    url,
    credential: basicCredential(user, password),
    userAgent: `webjobs/${version}`,
    ...(siteId !== undefined && { siteId }),
  });
}

interface Connection {
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

async function readConnection(
  { profile, scmUrl, user, passwordEnv }: ConnectionOptions,
  environment: Readonly<NodeJS.ProcessEnv>,
): Promise<Connection> {
  if (profile !== undefined) {
    if (scmUrl !== undefined) throw new UsageError('Give either --profile or --scm-url, not both.');
    const { scmUrl: url, user: profileUser, password } = parsePublishProfile(await readProfile(profile));
    return { url, user: profileUser, password };
  }
  if (scmUrl === undefined || user === undefined || passwordEnv === undefined) {
    throw new UsageError(
      'Which site? Give --profile FILE, or --scm-url URL with --user NAME and --password-env VARIABLE.',
    );
  }
  const password = environment[passwordEnv];
  if (password === undefined || password === '') {
    throw new UsageError(
      `The environment variable ${passwordEnv} holds no password. Set it, or name another with --password-env.`,
    );
  }
  return { url: parseSiteUrl(scmUrl).href, user, password };
}

async function readProfile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`Cannot read the publish profile ${file}: ${errorMessage(error)}.`);
  }
}

async function asUsageError<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof UserError ? new UsageError(error.message) : error;
  }
}
