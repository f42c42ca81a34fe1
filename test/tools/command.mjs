import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';

/**
 * Runs a command to its end with this process's terminal, passing signals on to it.
 *
 * @param {string} program
 * @param {string[]} words
 * @param {{ onOutput?: (text: string) => void, quiet?: boolean, yields?: boolean }} [options] with `onOutput` the command's
 *   output is also handed to it; with `quiet` it is shown by nobody else; with `yields` it leaves the processor to others
 * @returns {Promise<number>} the exit code; 1 when the command could not be started, 128 and more after a signal
 */
export async function runCommand(program, words, options = {}) {
  const { onOutput, quiet = false, yields = false } = options;
  const child = spawn(program, words, {
    stdio: onOutput === undefined ? 'inherit' : ['inherit', 'pipe', 'pipe'],
    // A program behind a pipe would leave out its colours.
    env: { ...process.env, ...(onOutput !== undefined && process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}) },
  });
  // What it starts inherits this.
  if (yields && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  if (onOutput !== undefined) {
    copyOutput(child.stdout, quiet ? undefined : process.stdout, onOutput);
    copyOutput(child.stderr, quiet ? undefined : process.stderr, onOutput);
  }
  const forward = (signal) => child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  try {
    return await new Promise((resolve) => {
      child.once('error', (error) => {
        process.stderr.write(`Could not start "${program}": ${error.message}\n`);
        resolve(1);
      });
      child.once('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
    });
  } finally {
    for (const signal of signals) process.off(signal, forward);
  }
}

/** Runs npm: the one that runs this, or the one on the path. */
export function runNpm(words, options) {
  const npm = process.env.npm_execpath;
  return npm?.endsWith('.js')
    ? runCommand(process.execPath, [npm, ...words], options)
    : runCommand('npm', words, options);
}

function copyOutput(from, to, onOutput) {
  from.setEncoding('utf8');
  from.on('data', (text) => {
    to?.write(text);
    onOutput(text);
  });
}
