import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const repository = resolve(__dirname, '../..');

/** The extension as it is published. */
export interface PackagedExtension {
  readonly vsix: string;
  /** What `vsce` printed, both streams. */
  readonly output: string;
  readonly remove: () => void;
}

/** What `vsce` has to see beside the bundles; `.vscodeignore` chooses among it. */
const inputs = /^(package(\.nls.*)?\.json|README\.md|CHANGELOG\.md|LICENSE|\.vscodeignore|media|schemas|l10n|src)$/;

/** What goes into the package, as files. */
export interface ShippedExtension {
  readonly folder: string;
  readonly remove: () => void;
}

/**
 * Does what `npm run package` does before it packs, in a temporary folder: others use the bundles of this one meanwhile.
 *
 * @throws when the build fails.
 */
export function shipExtension(): ShippedExtension {
  const folder = mkdtempSync(join(tmpdir(), 'webjobs-package-'));
  for (const name of readdirSync(repository).filter((each) => inputs.test(each))) {
    cpSync(join(repository, name), join(folder, name), { recursive: true });
  }
  execFileSync(process.execPath, ['esbuild.mjs', '--minify', `--outdir=${join(folder, 'dist')}`], { cwd: repository });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * Does what `npm run package` does.
 *
 * @throws when the build or `vsce` fails.
 */
export function packageExtension(): PackagedExtension {
  const { folder, remove } = shipExtension();
  const vsix = join(folder, 'webjobs.vsix');
  const vsce = join(repository, 'node_modules/@vscode/vsce/vsce');
  const { status, stdout, stderr } = spawnSync(process.execPath, [vsce, ...vsceArguments(), '--out', vsix], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`vsce ended with code ${status}: ${stdout}${stderr}`);
  return { vsix, output: stdout + stderr, remove };
}

/** The words after `vsce` in the script of the manifest. */
function vsceArguments(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
    scripts: { package: string };
  };
  return scripts.package.split('vsce ')[1]?.split(' ') ?? [];
}
