import { spawn } from 'node:child_process';

/** How a run of the terminal command ended. */
export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the bundled command `cli` with `args` as a process of its own, whose state lies in `stateFolder`. */
export function runCliProcess(
  cli: string,
  args: readonly string[],
  options: {
    readonly stateFolder: string;
    readonly environment?: Readonly<Record<string, string>>;
    readonly cwd?: string;
  },
): Promise<CliResult> {
  const { stateFolder } = options;
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: options.cwd,
    env: {
      ...process.env,
      // Each platform keeps a user's state somewhere else.
      HOME: stateFolder,
      XDG_STATE_HOME: stateFolder,
      LOCALAPPDATA: stateFolder,
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}
