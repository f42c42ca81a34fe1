import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type HostedCode } from './hostedCode';
import { sessionProcesses, sessionVariable, signalAll, waitUntilGone, type LivingProcess } from './sessionProcesses';

/** Where a server keeps what it writes. Fresh folders make a fresh profile. */
export interface ServerFolders {
  readonly userData: string;
  readonly serverData: string;
  readonly extensions: string;
}

export interface ServerOptions {
  readonly folders: ServerFolders;
  /** Variables for the server and so for the extensions; `undefined` removes one. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Further arguments of the server, such as `--disable-workspace-trust`. */
  readonly arguments?: readonly string[];
  /** What a browser must know to be let in. Without it every user of this machine may come in over loopback. */
  readonly connectionToken?: string;
}

/** Keeps the editor from asking the marketplace about extensions, so that a run does not depend on the network. */
export const offlineEnvironment = { EXTENSIONS_GALLERY: '{}' } as const;

/** A running server of the npm-hosted VS Code. */
export interface CodeServer {
  readonly pid: number;
  readonly port: number;
  /** Resolves when the server's process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** The processes that live now: the server, its extension hosts, and all that was started through them. */
  processes(): LivingProcess[];
  /** The processes in which extensions run, one for each window, oldest first. */
  extensionHosts(): LivingProcess[];
  /**
   * Ends the server and waits until every process of the session is gone. What is still alive after the grace time is
   * killed and returned, so that the caller can complain.
   */
  stop(graceMs?: number): Promise<LivingProcess[]>;
}

/** Starts a server on a free loopback port and waits until it listens. */
export async function startCodeServer(code: HostedCode, options: ServerOptions): Promise<CodeServer> {
  const session = randomUUID();
  const { userData, serverData, extensions } = options.folders;
  // VS Code shows the colours and icons that come from below the extension under development. The cache lies there too,
  // so the built-in themes have to come from elsewhere.
  const builtIn = join(serverData, 'built-in-extensions');
  await mkdir(serverData, { recursive: true });
  await symlink(join(dirname(code.serverMain), '../extensions'), builtIn);
  const child = spawn(
    code.node,
    [
      code.serverMain,
      ...['--host', '127.0.0.1', '--port', '0', '--accept-server-license-terms'],
      ...(options.connectionToken === undefined
        ? ['--without-connection-token']
        : ['--connection-token', options.connectionToken]),
      ...['--telemetry-level', 'off'],
      ...['--user-data-dir', userData, '--server-data-dir', serverData, '--extensions-dir', extensions],
      ...['--builtin-extensions-dir', builtIn],
      ...(options.arguments ?? []),
    ],
    {
      env: { ...inheritedEnvironment(), ...options.env, [sessionVariable]: session },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  let reportPort: ((port: number) => void) | undefined;
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-8000);
    const port = /listening on (\d+)/.exec(output)?.[1];
    if (port !== undefined) reportPort?.(Number(port));
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  // This process may be told to end before the caller knows of the server.
  const killAtExit = (): void => void child.kill('SIGKILL');
  process.once('exit', killAtExit);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      process.off('exit', killAtExit);
      resolve();
    });
    child.once('error', (error) => {
      output += error.message;
      resolve();
    });
  });

  const stop = async (graceMs = 15_000): Promise<LivingProcess[]> => {
    child.kill('SIGTERM');
    const leftOver = await waitUntilGone(session, graceMs);
    signalAll(leftOver, 'SIGKILL');
    await waitUntilGone(session, 5000);
    await ended;
    return leftOver;
  };
  const port = await firstOf({
    listening: new Promise<number>((resolve) => (reportPort = resolve)),
    ended,
    timeoutMs: 60_000,
  });
  if (port === undefined) {
    await stop(0);
    throw new Error(`The VS Code server did not begin to listen. It printed:\n${output}`);
  }
  const processes = (): LivingProcess[] => sessionProcesses(session);
  const extensionHosts = (): LivingProcess[] =>
    processes()
      .filter(({ parentPid, command }) => parentPid === child.pid && command.includes('--type=extensionHost'))
      .sort((a, b) => a.pid - b.pid);
  return { pid: child.pid ?? 0, port, ended, processes, extensionHosts, stop };
}

async function firstOf(race: {
  listening: Promise<number>;
  ended: Promise<void>;
  timeoutMs: number;
}): Promise<number | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), race.timeoutMs);
  });
  try {
    return await Promise.race([race.listening, race.ended.then(() => undefined), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * This process's environment without what would change how the editor or a job behaves: the traces of npm, of a test
 * runner, and of an editor in whose terminal this was started.
 */
function inheritedEnvironment(): NodeJS.ProcessEnv {
  const unwanted = /^(npm_|VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_TEST_CONTEXT$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !unwanted.test(name)));
}
