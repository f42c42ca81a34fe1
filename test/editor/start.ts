/**
 * The last step of `npm start`: opens VS Code with the extension over a copy of the sample workspace and starts a local
 * site beside it. Ctrl+C ends everything.
 *
 *   node --import tsx test/editor/start.ts [--desktop]
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { copyWorkspace, extensionUnderTest } from './fixtures';
import { startCodeServer } from './hostedCode/codeServer';
import { endOnSignal } from './hostedCode/endOnSignal';
import { ensureHostedCode } from './hostedCode/hostedCode';
import { makeProfile, type Profile } from './hostedCode/profile';
import { workbenchUrl } from './hostedCode/workbenchUrl';
import { startLocalSite } from './localSite';

async function main(isDesktop: boolean): Promise<void> {
  const extensionPath = extensionUnderTest();
  /** What has to be undone, last first. */
  const endings: (() => Promise<unknown>)[] = [];
  const undoAll = async (): Promise<void> => {
    for (let undo = endings.pop(); undo !== undefined; undo = endings.pop()) await undo();
  };
  // A signal and the end of the editor that follows it both lead here, and both have to wait for the whole of it.
  let ending: Promise<void> | undefined;
  const end = (): Promise<void> => (ending ??= undoAll());
  const signals = endOnSignal(end);
  try {
    const workspace = await copyWorkspace();
    endings.push(() => workspace.remove());
    const profile = await makeProfile();
    endings.push(() => profile.remove());
    const siteHome = join(profile.userData, '../site');
    await mkdir(siteHome);
    const site = await startLocalSite(siteHome);
    if (site !== undefined) {
      endings.push(() => site.stop());
      tell(`Local site:   ${site.url}   user ${site.user}   password ${site.password}`);
    }
    const open = isDesktop ? openDesktop : openHosted;
    const editor = await open({ folder: workspace.folder, extensionPath, profile });
    endings.push(() => editor.end());
    tell(`Workspace:    ${workspace.folder}`);
    tell('Ctrl+C ends everything.');
    await editor.ended;
  } finally {
    await end();
    signals.dispose();
  }
}

interface OpenOptions {
  readonly folder: string;
  readonly extensionPath: string;
  readonly profile: Profile;
}

interface OpenedEditor {
  readonly ended: Promise<void>;
  end(): Promise<unknown>;
}

const distrustNothing = '--disable-workspace-trust';

async function openHosted({ folder, extensionPath, profile }: OpenOptions): Promise<OpenedEditor> {
  const code = await ensureHostedCode(tell);
  const connectionToken = randomUUID();
  // The workspace is this repository's own sample; a newcomer is not asked whether to trust it.
  const server = await startCodeServer(code, { folders: profile, connectionToken, arguments: [distrustNothing] });
  const url = workbenchUrl(server.port, { folder, extensionPath, connectionToken });
  tell(`\nOpen VS Code: ${url}`);
  openBrowser(url);
  return { ended: server.ended, end: () => server.stop() };
}

async function openDesktop({ folder, extensionPath, profile }: OpenOptions): Promise<OpenedEditor> {
  const program = process.env.VSCODE_EXECUTABLE ?? 'code';
  const child = spawn(
    program,
    [
      ...['--new-window', '--wait', `--extensionDevelopmentPath=${extensionPath}`],
      ...[`--user-data-dir=${profile.userData}`, `--extensions-dir=${profile.extensions}`],
      ...[distrustNothing, folder],
    ],
    { stdio: 'ignore' },
  );
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) => {
      reject(new Error(`Could not start "${program}": ${error.message}. Set VSCODE_EXECUTABLE to a VS Code.`));
    });
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const end = async (): Promise<void> => {
    child.kill();
    await ended;
  };
  return { ended, end };
}

/** Shows the address in the user's browser where there is one; it has been printed in any case. */
function openBrowser(url: string): void {
  const { DISPLAY: display, WAYLAND_DISPLAY: wayland } = process.env;
  const hasScreen = process.platform !== 'linux' || Boolean(display ?? wayland);
  if (!hasScreen) return;
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
  const child = spawn(opener, [url], { stdio: 'ignore', detached: true });
  child.on('error', () => tell(`(There is no ${opener} to open it with.)`));
  child.unref();
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

main(process.argv.includes('--desktop')).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
