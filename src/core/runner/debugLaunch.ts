import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { RunnableScript } from '../jobs/jobScript';
import type { ResolvedCommand } from './interpreter';
import type { OutputBlock } from './outputLines';
import { debugpyVariables, underDebugpy } from './pythonDebugging';
import { preloadDebugpy } from './pythonPreload';
import type { DebugRequest, ProcessDebugging } from './jobSnapshot';

/** A command, and variables for it, that start a process of which a debugger can take hold. */
export interface DebugLaunch extends ProcessDebugging {
  readonly command: ResolvedCommand;
  readonly variables: Readonly<Record<string, string>>;
}

export interface DebugLaunchRequest extends DebugRequest {
  readonly script: RunnableScript;
  readonly command: ResolvedCommand;
  /** What the process would get without the debugger; variables that programs of others read are added to, not replaced. */
  readonly environment: Readonly<Record<string, string>>;
  /** For files that the debugged process reads. */
  readonly tempFolder: string;
}

/** Changes a command so that a debugger can take hold of its process. Throws UserError `debug-unsupported`. */
export async function debugLaunch(request: DebugLaunchRequest): Promise<DebugLaunch> {
  const { runtime, command } = request;
  switch (runtime) {
    case 'node':
      return nodeLaunch(request);
    case 'python':
      return pythonLaunch(request);
    case 'java': {
      const port = await freePort();
      // Quiet, because the agent would announce its port on stdout, among the job's own lines.
      const agent = `-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,quiet=y,address=127.0.0.1:${port}`;
      return {
        runtime,
        port,
        command,
        variables: { JAVA_TOOL_OPTIONS: appended(request, 'JAVA_TOOL_OPTIONS', agent) },
      };
    }
    case 'php': {
      const port = request.port ?? 9003;
      const variables = {
        XDEBUG_MODE: 'debug',
        XDEBUG_SESSION: '1',
        XDEBUG_CONFIG: `client_host=127.0.0.1 client_port=${port}`,
      };
      return { runtime, port, command, variables };
    }
    case 'dotnet':
    case 'powershell':
      return { runtime, port: null, command, variables: {} };
  }
}

async function nodeLaunch(request: DebugLaunchRequest): Promise<DebugLaunch> {
  const { command, script } = request;
  const port = await freePort();
  if (script.host.name !== 'NodeScriptHost') {
    return { runtime: 'node', port, command, variables: await preloadVariables(request, port) };
  }
  // Publishing the id over HTTP only keeps the inspector from announcing it on stderr, among the job's errors.
  const flags = `--inspect-brk=127.0.0.1:${port} --inspect-publish-uid=http`;
  return { runtime: 'node', port, command: withFlags(command, flags), variables: {} };
}

async function pythonLaunch(request: DebugLaunchRequest): Promise<DebugLaunch> {
  const { script, command, environment, debugpy } = request;
  const port = await freePort();
  if (script.host.name !== 'PythonScriptHost') {
    const folder = join(request.tempFolder, 'debug');
    const variables = await preloadDebugpy({ environment, port, debugpy, folder });
    return { runtime: 'python', port, command, variables };
  }
  const variables = debugpyVariables;
  return { runtime: 'python', port, command: await underDebugpy({ command, environment, port, debugpy }), variables };
}

/** A TCP port that is free on the loopback interface at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Lines of a Node process under the debugger that are not the job's own; dropped by their exact text. */
export const inspectorNoise: ReadonlySet<string> = new Set([
  'Debugger attached.',
  'Waiting for the debugger to disconnect...',
  'For help, see: https://nodejs.org/en/docs/inspector',
]);

/** Removes the inspector's own lines from a block. */
export function withoutInspectorNoise(block: OutputBlock): OutputBlock {
  if (block.isContinued || block.goesOn) return block;
  const text = block.bytes.toString('latin1');
  const kept = text
    .split('\n')
    .slice(0, -1)
    .filter((line) => !inspectorNoise.has(line) && !line.startsWith('Debugger listening on ws://127.0.0.1:'));
  return { ...block, bytes: Buffer.from(kept.map((line) => `${line}\n`).join(''), 'latin1') };
}

function withFlags(command: ResolvedCommand, flags: string): ResolvedCommand {
  return { ...command, argumentText: `${flags} ${command.argumentText}` };
}

/**
 * For a script that starts Node itself: every Node process reads `NODE_OPTIONS`, but only the first one may open the
 * port, so a small file decides which one that is.
 */
async function preloadVariables(request: DebugLaunchRequest, port: number): Promise<Record<string, string>> {
  const folder = join(request.tempFolder, 'debug');
  await mkdir(folder, { recursive: true });
  const preload = join(folder, `preload-${port}.cjs`);
  const claim = join(folder, `claim-${port}-${Date.now()}`);
  await writeFile(preload, preloadSource(claim, port));
  const options = `--require ${JSON.stringify(preload)} --inspect-publish-uid=http`;
  return { NODE_OPTIONS: appended(request, 'NODE_OPTIONS', options) };
}

/** What the job would get for a variable, and the debugger's options behind it. */
function appended({ environment }: DebugLaunchRequest, variable: string, options: string): string {
  return [environment[variable], options].filter((each) => each).join(' ');
}

function preloadSource(claim: string, port: number): string {
  return [
    `if (require('worker_threads').isMainThread) {`,
    `  try {`,
    `    require('fs').closeSync(require('fs').openSync(${JSON.stringify(claim)}, 'wx'));`,
    `    require('inspector').open(${port}, '127.0.0.1', true);`,
    `  } catch (error) {`,
    `    if (error.code !== 'EEXIST') throw error;`,
    `  }`,
    `}`,
    '',
  ].join('\n');
}
