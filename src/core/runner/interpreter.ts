import { access, constants, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { UserError } from '../base/userError';
import { localCommand } from '../jobs/scriptCommand';
import type { RunnableScript } from '../jobs/jobScript';
import type { Platform, ScriptHostName } from '../jobs/scriptHosts';

/** A program to start with its argument text. */
export interface ResolvedCommand {
  /** Absolute path of the program. */
  readonly program: string;
  /** As the service writes it; split into words only where processes take words. */
  readonly argumentText: string;
}

export interface CommandRequest {
  readonly script: RunnableScript;
  readonly runArguments: string;
  /** By language (`python`) or script host (`PythonScriptHost`); null: configured as absent. */
  readonly interpreters: Readonly<Record<string, string | null>>;
  /** PATH of the process to start. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export function currentPlatform(platform: NodeJS.Platform = process.platform): Platform {
  return platform === 'win32' ? 'windows' : platform === 'darwin' ? 'macos' : 'linux';
}

/**
 * Finds the program that runs a script. Throws UserError `interpreter-missing` or `cannot-run-here`, naming the file, the
 * interpreter and the setting (J4).
 */
export async function resolveCommand(request: CommandRequest): Promise<ResolvedCommand> {
  const { script, runArguments, interpreters, environment } = request;
  const command = localCommand({
    host: script.host.name,
    file: script.file,
    siblings: script.files,
    platform: currentPlatform(),
    runArguments,
  });
  if (command.kind === 'cannotRun') throw new UserError('cannot-run-here', command.message);
  const language = command.programs[0] === 'dotnet' ? 'dotnet' : languages[script.host.name];
  const configured = interpreters[language] !== undefined ? interpreters[language] : interpreters[script.host.name];
  const candidates = configured === null ? [] : configured === undefined ? command.programs : [configured];
  for (const candidate of candidates) {
    const program = await findProgram(candidate, environment);
    if (program) return { program, argumentText: command.argumentText };
  }
  const setting = `webjobs.interpreters.${language}`;
  throw new UserError(
    'interpreter-missing',
    configured === undefined
      ? `${script.file} cannot start: ${command.programs.join(' or ')} was not found on PATH. ${command.installHint} Or set ${setting} to its path.`
      : `${script.file} cannot start: ${setting} names ${configured ?? 'no program'}, which cannot be run. Correct or remove the setting. ${command.installHint}`,
  );
}

/** The keys of the setting `webjobs.interpreters`. */
const languages: Readonly<Record<ScriptHostName, string>> = {
  WindowsScriptHost: 'cmd',
  PowerShellScriptHost: 'powershell',
  BashScriptHost: 'bash',
  PythonScriptHost: 'python',
  PhpScriptHost: 'php',
  NodeScriptHost: 'node',
  DnxScriptHost: 'cmd',
  FSharpScriptHost: 'fsharp',
  JarScriptHost: 'java',
};

async function findProgram(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  if (isAbsolute(name)) return (await isExecutable(name)) ? name : undefined;
  const path = environment.PATH ?? environment.Path ?? '';
  for (const folder of path.split(delimiter)) {
    if (folder === '') continue;
    const candidate = join(folder, name);
    if (await isExecutable(candidate)) return candidate;
  }
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    // What is missing or not executable is no program.
    return false;
  }
}
