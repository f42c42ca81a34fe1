import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { UserError } from '../base/userError';
import type { RunnableScript } from '../jobs/jobScript';
import type { ResolvedCommand } from './interpreter';
import type { DebugRuntime } from './jobSnapshot';

/** A command that starts with a debugger listening on a loopback port and waiting for it to attach. */
export interface DebugLaunch {
  readonly command: ResolvedCommand;
  readonly variables: Readonly<Record<string, string>>;
  readonly runtime: DebugRuntime;
  readonly port: number;
}

export interface DebugLaunchRequest {
  readonly runtime: DebugRuntime;
  readonly script: RunnableScript;
  readonly command: ResolvedCommand;
  /** What the job would get as `NODE_OPTIONS` without the debugger. */
  readonly nodeOptions: string | undefined;
  /** For files that the debugged process reads. */
  readonly tempFolder: string;
}

/** Changes a command so that the process waits for a debugger. Throws UserError `debug-unsupported`. */
export async function debugLaunch(request: DebugLaunchRequest): Promise<DebugLaunch> {
  const { runtime, script, command } = request;
  const port = await freePort();
  if (runtime === 'node' && script.host.name === 'NodeScriptHost') {
    // Publishing the id over HTTP only keeps the inspector from announcing it on stderr, among the job's errors.
    const flags = `--inspect-brk=127.0.0.1:${port} --inspect-publish-uid=http`;
    return { runtime, port, command: withFlags(command, flags), variables: {} };
  }
  if (runtime === 'node') return { runtime, port, command, variables: await preloadVariables(request, port) };
  if (script.host.name === 'PythonScriptHost') {
    const flags = `-X frozen_modules=off -m debugpy --listen 127.0.0.1:${port} --wait-for-client`;
    return { runtime, port, command: withFlags(command, flags), variables: { PYDEVD_DISABLE_FILE_VALIDATION: '1' } };
  }
  throw new UserError(
    'debug-unsupported',
    `${script.file} is no Python script, so that the Python debugger cannot start it. Start debugpy in the script instead.`,
  );
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

/** Removes the inspector's own lines from a block of whole lines. */
export function withoutInspectorNoise(lines: Buffer): Buffer {
  const text = lines.toString('latin1');
  const kept = text
    .split('\n')
    .slice(0, -1)
    .filter((line) => !inspectorNoise.has(line) && !line.startsWith('Debugger listening on ws://127.0.0.1:'));
  return Buffer.from(kept.map((line) => `${line}\n`).join(''), 'latin1');
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
  const options = [request.nodeOptions, `--require ${JSON.stringify(preload)}`, '--inspect-publish-uid=http'];
  return { NODE_OPTIONS: options.filter((option) => option).join(' ') };
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
