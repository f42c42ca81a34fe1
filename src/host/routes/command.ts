import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { errorMessage } from '../../core/base/userError';
import { markVariable, processTable } from '../../core/runner/processTable';
import { killProcesses } from '../../core/runner/terminate';
import type { HostApp, HostContext, HostRequest } from '../hostContext';
import { containedPath, containedSegments, RefusedPathError } from '../pathContainment';
import { readText } from '../requestBody';
import { empty, failure, json } from '../responses';

/** Runs a command in the site (kudu-webjobs §8.10), which a host allows only when it was started so. */
export function addCommandRoutes(app: HostApp, host: HostContext): void {
  for (const path of ['/api/command', '/command']) app.post(path, (request) => runCommand(request, host));
}

async function runCommand(request: HostRequest, host: HostContext): Promise<Response> {
  if (!host.command.isEnabled) {
    return failure(
      request,
      host.flavor,
      403,
      'Commands are off on this site; start it with "webjobs host --allow-command" to run them.',
    );
  }
  const text = await readText(request.env.incoming);
  if (text.trim() === '') return empty(request, 400);
  return json(request, await resultOf(text, host));
}

interface CommandResult {
  readonly Output: string | null;
  readonly Error: string;
  readonly ExitCode: number;
}

async function resultOf(text: string, host: HostContext): Promise<CommandResult> {
  try {
    const { command, dir } = JSON.parse(text) as { command?: unknown; dir?: unknown };
    const cwd = await workingFolder(typeof dir === 'string' ? dir : '', host);
    return await execute(typeof command === 'string' ? command : '', cwd, host);
  } catch (error) {
    return { Output: null, Error: errorMessage(error), ExitCode: -1 };
  }
}

/** `dir` is relative to the site's root or names a folder in it the way the service shows it. */
function workingFolder(dir: string, host: HostContext): Promise<string> {
  const relative = dir.replace(/^([a-z]:\\home|\/home)(?=[\\/]|$)/i, '');
  const segments = containedSegments(relative, host.flavor);
  const location = host.files.locate(segments);
  if (location.kind !== 'real') throw new RefusedPathError(`There is no folder '${dir}' in this site.`);
  return containedPath(location.root, location.segments);
}

async function execute(command: string, cwd: string, host: HostContext): Promise<CommandResult> {
  // Windows goes through a command file, so that shell syntax works; KuduLite runs the words without a shell.
  const [file = '', ...rest] = host.flavor === 'linux' ? wordsOf(command) : [command];
  const mark = `command-${randomUUID()}`;
  const child = spawn(file, rest, {
    cwd,
    env: { ...process.env, [markVariable]: mark },
    shell: host.flavor === 'windows',
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const { idleMs } = host.command;
  const watch = { isIdle: false };
  const timer = setTimeout(() => {
    watch.isIdle = true;
    // What the command has started goes with it.
    killProcesses(processTable(), { mark }).catch((error: unknown) => {
      host.logger.error(`The idle command '${command}' could not be killed.`, error);
    });
  }, idleMs);
  const collect = async (output: Readable): Promise<string> => {
    let text = '';
    for await (const chunk of output.setEncoding('utf8') as AsyncIterable<string>) {
      text += chunk;
      timer.refresh();
    }
    return text;
  };
  try {
    const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve));
    const [exitCode, output, errors] = await Promise.all([ended, collect(child.stdout), collect(child.stderr)]);
    if (!watch.isIdle) return { Output: output, Error: errors, ExitCode: exitCode ?? -1 };
    const message = `Command '${command}' was aborted due to no output nor CPU activity for ${idleMs / 1000} seconds.`;
    return { Output: null, Error: message, ExitCode: -1 };
  } finally {
    clearTimeout(timer);
  }
}

/** Splits as a shell would read simple words: blanks separate, single and double quotes hold together. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, (_, single?: string, double?: string) => single ?? double ?? ''),
  );
}
