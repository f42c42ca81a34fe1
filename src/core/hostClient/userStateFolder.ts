import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { systemErrorCode } from '../base/userError';

/**
 * The folder where this product keeps what belongs to the user and not to a project: running hosts, and data of jobs that
 * run from a workspace. It is not the storage that VS Code gives an extension, because the terminal could not find that
 * one, and both must see the same host, the same logs and the same runs.
 */
export function userStateFolder(environment: Readonly<NodeJS.ProcessEnv> = process.env): string {
  switch (process.platform) {
    case 'win32':
      return join(environment.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'webjobs');
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'webjobs');
    default:
      // The specification of XDG_STATE_HOME says that a relative path counts as not set.
      return join(absolute(environment.XDG_STATE_HOME) ?? join(homedir(), '.local', 'state'), 'webjobs');
  }
}

/**
 * Where data, logs and runs of a workspace's jobs lie: `jobsRoot` is the folder that holds `continuous` and `triggered`,
 * or a lone job's folder. The editor and the terminal get the same answer for the same folder.
 */
export async function stateFolderFor(jobsRoot: string, userState: string = userStateFolder()): Promise<string> {
  const path = await canonicalPath(jobsRoot);
  return join(userState, 'workspaces', `${readableName(path)}-${shortHash(path)}`);
}

/** The path with links resolved and the file system's own spelling, also for one whose last parts do not exist yet. */
export async function canonicalPath(path: string): Promise<string> {
  const missing: string[] = [];
  for (let current = resolve(path); ; current = dirname(current)) {
    try {
      return join(await realpath(current), ...missing);
    } catch (error) {
      if (systemErrorCode(error) !== 'ENOENT' && systemErrorCode(error) !== 'ENOTDIR') throw error;
    }
    if (dirname(current) === current) return resolve(path);
    missing.unshift(basename(current));
  }
}

export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** For people who look into the folder: the project's name, of `…/shop/App_Data/jobs` it is `shop`. */
function readableName(path: string): string {
  const parts = path.split(/[\\/]/).filter((part) => !/^(app_data|jobs|site|wwwroot)?$/i.test(part));
  return (parts.at(-1) ?? 'site').replace(/[^\w.-]/g, '_').slice(0, 40);
}

function absolute(path: string | undefined): string | undefined {
  return path?.startsWith('/') === true ? path : undefined;
}
