import { errorMessage, UserError } from '../core/base/userError';
import type { HostAnnouncement, HostOptions } from '../core/hostClient/hostOptions';
import { runHost } from './runHost';
import { stderrLogger } from './stderrLogger';

/**
 * Runs a host as this process, until it has ended or a signal has ended it. In the foreground the one line on stdout is
 * `{"url","user","password"}`; in the background it is a {@link HostAnnouncement}, which carries no secret.
 *
 * @returns the exit code.
 */
export async function main(options: HostOptions): Promise<number> {
  const isForeground = options.mode === 'foreground';
  const logger = stderrLogger(isForeground ? 'quiet' : 'verbose');
  // The reader of stdout may be gone; a host does not end for that.
  process.stdout.on('error', () => undefined);
  removeEditorVariables(process.env);
  try {
    const host = await runHost(options, process.env, logger);
    if (!host) {
      say({ state: 'served' });
      return 0;
    }
    let signals = 0;
    const onSignal = (signal: NodeJS.Signals): void => {
      signals += 1;
      host.end(signal);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
    if (isForeground) say({ url: host.url, ...host.credentials });
    else say({ state: 'serving' });
    await host.ended;
    return signals > 1 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UserError)) logger.error('The host failed.', error);
    if (isForeground) throw error;
    say({
      state: 'failed',
      code: error instanceof UserError ? error.code : 'host-failed',
      message: errorMessage(error),
    });
    return 1;
  }
}

/** A host that the editor starts inherits what belongs to the editor; jobs must not see that. */
function removeEditorVariables(environment: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(environment)) {
    if (/^(VSCODE_|ELECTRON_)/.test(name)) Reflect.deleteProperty(environment, name);
  }
}

function say(line: HostAnnouncement | Readonly<Record<string, string>>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

// As a program of its own; `webjobs host` loads this file and calls main.
if (require.main === module) {
  void main(JSON.parse(process.argv[2] ?? '{}') as HostOptions).then((exitCode) => process.exit(exitCode));
}
