import { existsSync, readFileSync } from 'node:fs';
import { runNpm } from './command.mjs';

/**
 * Installs this repository's packages when they are absent or not those of the lock file.
 *
 * @returns {Promise<number>} the exit code of the installation, 0 when nothing had to be done
 */
export async function installDependencies() {
  if (areDependenciesInstalled()) return 0;
  process.stdout.write('Installing the packages of package-lock.json …\n');
  return runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

/** npm notes what it has installed at the very end, so an interrupted installation has no such note. */
function areDependenciesInstalled() {
  const note = 'node_modules/.package-lock.json';
  if (!existsSync(note)) return false;
  const wanted = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
  const installed = JSON.parse(readFileSync(note, 'utf8')).packages;
  return Object.entries(wanted).every(
    // Optional packages are often for other operating systems.
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}
