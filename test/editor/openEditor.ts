import { type Browser, type Page } from 'playwright-core';
import { EditorDriver } from './driver/editorDriver';
import { endOnSignal } from './hostedCode/endOnSignal';
import { ensureChromium, launchChromium } from './hostedCode/chromium';
import { type CodeServer, offlineEnvironment, startCodeServer } from './hostedCode/codeServer';
import { ensureHostedCode } from './hostedCode/hostedCode';
import { installPackage } from './hostedCode/installPackage';
import { makeProfile, type Profile, type UserSettings } from './hostedCode/profile';
import { type LivingProcess } from './hostedCode/sessionProcesses';
import { workbenchUrl } from './hostedCode/workbenchUrl';

export interface EditorOptions {
  /** Absolute path of the folder or `.code-workspace` file; an empty window without one. */
  readonly folder?: string;
  /** Absolute path of the extension under development. VS Code loads one such extension. */
  readonly extensionPath?: string;
  /** VSIX files that are installed first, as a user installs them. */
  readonly packages?: readonly string[];
  /** Unpacked extensions that are installed beside it; a folder is named `publisher.name-version`. */
  readonly extensionFolders?: readonly string[];
  readonly userSettings?: UserSettings;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** A restricted window distrusts its folder until the user grants trust. */
  readonly trust?: 'trusted' | 'restricted';
  /** The language of the extension's texts, such as `fr`; English without one. VS Code's own texts stay English. */
  readonly displayLanguage?: string;
}

/** Opens a real VS Code with a fresh profile, and waits until the window is there. The caller closes it. */
export async function openEditor(options: EditorOptions): Promise<EditorDriver> {
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  const code = await ensureHostedCode(tell);
  const chromium = await ensureChromium(tell);
  const profile = await makeProfile({
    settings: options.userSettings ?? {},
    extensionFolders: options.extensionFolders ?? [],
    displayLanguage: options.displayLanguage,
  });
  const session: Session = { profile };
  const endOnce = (): Promise<void> => (session.ending ??= end(session));
  const signals = endOnSignal(endOnce);
  const close = async (): Promise<void> => {
    try {
      await endOnce();
    } finally {
      signals.dispose();
    }
  };
  try {
    for (const vsix of options.packages ?? []) await installPackage(code, profile, vsix);
    session.server = await startCodeServer(code, {
      folders: profile,
      env: { ...offlineEnvironment, ...options.env },
      arguments: [
        ...(options.trust === 'restricted' ? [] : ['--disable-workspace-trust']),
        ...(options.displayLanguage === undefined ? [] : ['--locale', options.displayLanguage]),
      ],
    });
    session.browser = await launchChromium(chromium);
    const page = await session.browser.newPage({
      viewport: options.viewport ?? { width: 1280, height: 800 },
      locale: 'en-US',
    });
    // A window with unsaved files asks before it goes; a session that ends has nothing to keep.
    page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
    session.page = page;
    const driver = new EditorDriver(page, session.server, close);
    await page.goto(workbenchUrl(session.server.port, options));
    await driver.patience.forVisible('the workbench', page.locator('.monaco-workbench .part.statusbar'), 60_000);
    await driver.extensionHostPid();
    return driver;
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}

/** Opens an editor for the time of `use`, pictures it when `use` fails, and closes it in any case. */
export async function withEditor<T>(options: EditorOptions, use: (editor: EditorDriver) => Promise<T>): Promise<T> {
  const editor = await openEditor(options);
  let result: T;
  try {
    result = await use(editor);
  } catch (error) {
    await editor.patience.failureScreenshot('test');
    // The first failure is the one to report, not what it leads to.
    await editor.close().catch(() => undefined);
    throw error;
  }
  await editor.close();
  return result;
}

interface Session {
  readonly profile: Profile;
  server?: CodeServer;
  browser?: Browser;
  page?: Page;
  ending?: Promise<void>;
}

async function end({ page, browser, server, profile }: Session): Promise<void> {
  let leftOver: LivingProcess[];
  try {
    if (page !== undefined && server !== undefined) await leaveWindow(page, server);
    await browser?.close();
  } finally {
    leftOver = (await server?.stop()) ?? [];
    await profile.remove();
  }
  if (leftOver.length === 0) return;
  const list = leftOver.map(({ pid, command }) => `  ${pid} ${command}`).join('\n');
  throw new Error(`These processes outlived the editor and had to be killed:\n${list}`);
}

/** Closes the window the way that lets extensions deactivate: the server waits a long time for one that just vanishes. */
async function leaveWindow(page: Page, server: CodeServer): Promise<void> {
  if (page.isClosed()) return;
  // Nothing is lost when this fails: the server's end is the end of its extension hosts too.
  await page.goto('about:blank', { timeout: 10_000 }).catch(() => undefined);
  const deadlineMs = performance.now() + 10_000;
  while (server.extensionHosts().length > 0 && performance.now() < deadlineMs) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
