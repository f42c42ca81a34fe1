import { execFile } from 'node:child_process';
import { UserError } from '../base/userError';
import { debugpyMissingText } from './debugpyMissing';
import type { ResolvedCommand } from './interpreter';

/** What starts a Python script under debugpy. */
export interface PythonDebugging {
  readonly command: ResolvedCommand;
  readonly environment: Readonly<Record<string, string>>;
  readonly port: number;
  /** A debugpy folder that is to be used; without it the interpreter's own module. */
  readonly debugpy: string | undefined;
}

/**
 * The command under debugpy, which listens on the port and waits for a client.
 *
 * @throws UserError `debugpy-missing` when the interpreter has no such module: a continuous job would fail with a Python
 * traceback, over and over.
 */
export async function underDebugpy(request: PythonDebugging): Promise<ResolvedCommand> {
  const { command, environment, port, debugpy } = request;
  if (debugpy === undefined && !(await hasDebugpy(command.program, environment))) {
    throw new UserError(
      'debugpy-missing',
      `${debugpyMissingText(command.program)}, or let the setting webjobs.interpreters.python name an interpreter that has it.`,
    );
  }
  const module = debugpy === undefined ? '-m debugpy' : `"${debugpy}"`;
  const flags = `-X frozen_modules=off ${module} --listen 127.0.0.1:${port} --wait-for-client`;
  return { ...command, argumentText: `${flags} ${command.argumentText}` };
}

/** Without it, debugpy warns on stderr that frozen modules may hide breakpoints, among the job's errors. */
export const debugpyVariables: Readonly<Record<string, string>> = { PYDEVD_DISABLE_FILE_VALIDATION: '1' };

function hasDebugpy(program: string, environment: Readonly<Record<string, string>>): Promise<boolean> {
  const question = "import importlib.util, sys; sys.exit(importlib.util.find_spec('debugpy') is None)";
  return new Promise((resolve) => {
    const options = { env: { ...environment }, timeout: 10_000, windowsHide: true };
    execFile(program, ['-c', question], options, (error) => resolve(error === null));
  });
}
