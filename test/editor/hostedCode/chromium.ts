import { accessSync, constants, existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { installOnce, type Installation } from './installOnce';
import { runStep } from './runStep';

/** A Chromium-like browser and the variables it needs to find its libraries and fonts. */
export interface ChromiumProgram {
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Returns the browser named by `CHROMIUM_EXECUTABLE`, one of this machine, or the one from the npm registry. */
export async function ensureChromium(tell: (line: string) => void): Promise<ChromiumProgram> {
  const installed = process.env.CHROMIUM_EXECUTABLE ?? findOnPath();
  if (installed !== undefined) return { executable: installed, env: {} };
  const folder = await installOnce(packagedChromium, tell);
  const unpacked = join(folder, unpackedFolder);
  return {
    executable: join(unpacked, 'chromium'),
    env: {
      // The package brings the libraries and the font that a bare machine lacks; those of the machine come first.
      LD_LIBRARY_PATH: [process.env.LD_LIBRARY_PATH, ...systemLibraries(), join(unpacked, 'al2023/lib')]
        .filter(Boolean)
        .join(delimiter),
      ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(unpacked, 'fonts') }),
    },
  };
}

/** Starts a headless browser. The caller closes it; it does not react to signals by itself. */
export async function launchChromium(program: ChromiumProgram): Promise<Browser> {
  return chromium.launch({
    executablePath: program.executable,
    headless: true,
    env: { ...(process.env as Record<string, string>), ...program.env },
    args: quietFlags,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

const quietFlags = [
  // Chromium's sandbox refuses to work for root, and most containers run as root.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const browserNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

function findOnPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return browserNames.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    // Not there, or not for this user: either way it is no candidate.
    return false;
  }
}

function systemLibraries(): string[] {
  const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  return [`/usr/lib/${triplet}`, `/lib/${triplet}`, '/usr/lib64', '/lib64'].filter((folder) => existsSync(folder));
}

const unpackedFolder = 'unpacked';

const packagedChromium: Installation = {
  name: 'chromium',
  versions: { '@sparticuz/chromium': '147.0.2' },
  async install(folder) {
    if (process.arch !== 'x64') {
      throw new Error(`The npm registry has no Chromium for ${process.arch}: install one, or set CHROMIUM_EXECUTABLE.`);
    }
    const packages = Object.entries(packagedChromium.versions).map(([name, version]) => `${name}@${version}`);
    const unpacked = join(folder, unpackedFolder);
    await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
    await runStep({
      purpose: 'install Chromium from the npm registry',
      command: 'npm',
      arguments: ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...packages],
      cwd: folder,
    });
    await mkdir(unpacked);
    await runStep({
      purpose: 'unpack Chromium',
      command: process.execPath,
      arguments: [
        '--input-type=module',
        '--eval',
        "await (await import('@sparticuz/chromium')).default.executablePath()",
      ],
      cwd: folder,
      // The package unpacks into the temporary folder, and brings its libraries only where it sees such a name.
      env: { TMPDIR: unpacked, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x', NODE_OPTIONS: undefined },
    });
  },
};
