import type { ServerFolders } from './codeServer';
import type { HostedCode } from './hostedCode';
import { runStep } from './runStep';

/** Installs a VSIX file the way a user does who has one. */
export async function installPackage(code: HostedCode, folders: ServerFolders, vsix: string): Promise<void> {
  await runStep({
    purpose: `install ${vsix}`,
    command: code.node,
    arguments: [
      code.serverMain,
      ...['--install-extension', vsix, '--accept-server-license-terms'],
      ...['--user-data-dir', folders.userData, '--server-data-dir', folders.serverData],
      ...['--extensions-dir', folders.extensions],
    ],
    cwd: folders.extensions,
    env: { EXTENSIONS_GALLERY: '{}' },
  });
}
