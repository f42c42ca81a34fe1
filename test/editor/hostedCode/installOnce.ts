import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** The git-ignored folder that keeps what is downloaded for tests. */
export const cacheFolder = resolve(import.meta.dirname, '../../../.vscode-test');

/** A set of packages at fixed versions, and how to put them into an empty folder. */
export interface Installation {
  readonly name: string;
  /** Package names and their exact versions; a change of any of them makes another folder. */
  readonly versions: Readonly<Record<string, string>>;
  /** Fills `folder`, which exists and is empty. Throws an error with one clear message when a step fails. */
  install(folder: string): Promise<void>;
}

/**
 * Returns the folder that holds `installation`, filling it first when it is not there yet.
 *
 * The work happens in a folder of this process's own, which is renamed when everything is in place. So a folder with the
 * final name is always complete, an interrupted installation is redone, and two processes may install at the same time.
 */
export async function installOnce(installation: Installation, tell: (line: string) => void): Promise<string> {
  const versions = Object.values(installation.versions).join('_');
  const folder = join(cacheFolder, `${installation.name}-${versions}`);
  if (existsSync(join(folder, stampName))) return folder;

  tell(`Installing ${describe(installation)} into ${folder} …`);
  const startedMs = performance.now();
  const workFolder = join(cacheFolder, `installing-${process.pid}`, installation.name);
  await removeAbandonedWork();
  await rm(workFolder, { recursive: true, force: true });
  await mkdir(workFolder, { recursive: true });
  try {
    await installation.install(workFolder);
    await writeFile(join(workFolder, stampName), `${JSON.stringify(installation.versions, undefined, 2)}\n`);
    await moveIntoPlace(workFolder, folder);
  } finally {
    await rm(dirname(workFolder), { recursive: true, force: true });
  }
  tell(`Installed in ${((performance.now() - startedMs) / 1000).toFixed(1)} s.`);
  return folder;
}

const stampName = 'installed.json';

function describe({ versions }: Installation): string {
  return Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
}

async function moveIntoPlace(workFolder: string, folder: string): Promise<void> {
  try {
    await rename(workFolder, folder);
  } catch (error) {
    // Another process was faster; its folder is as good as this one.
    if (!existsSync(join(folder, stampName))) throw error;
  }
}

/** Removes what processes that no longer live have left half-done. */
async function removeAbandonedWork(): Promise<void> {
  await mkdir(cacheFolder, { recursive: true });
  for (const name of await readdir(cacheFolder)) {
    const pid = Number(/^installing-(\d+)$/.exec(name)?.[1]);
    if (pid > 0 && !isAlive(pid)) await rm(join(cacheFolder, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
