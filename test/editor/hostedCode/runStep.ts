import { spawn } from 'node:child_process';

/** One command of an installation. */
export interface Step {
  /** What the step achieves, as it reads after "Could not". */
  readonly purpose: string;
  readonly command: string;
  readonly arguments: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs a command to its end, silently.
 *
 * @throws an error that names the purpose, the command and the last lines it printed, when it cannot be started or fails.
 */
export async function runStep(step: Step): Promise<void> {
  const commandLine = [step.command, ...step.arguments].join(' ');
  const child = spawn(step.command, step.arguments, {
    cwd: step.cwd,
    env: { ...process.env, ...step.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keepTail = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-4000);
  };
  child.stdout.on('data', keepTail);
  child.stderr.on('data', keepTail);
  const outcome = await new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code === 0 ? undefined : `ended with ${signal ?? `code ${code}`}`));
  });
  if (outcome === undefined) return;
  throw new Error(`Could not ${step.purpose}: "${commandLine}" ${outcome}.\n${lastLines(output, 15)}`);
}

function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
