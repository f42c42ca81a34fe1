import { type Browser } from 'playwright-core';
import { ensureChromium, launchChromium } from './chromium';
import { parseCodeArguments } from './codeArguments';
import { type CodeServer, offlineEnvironment, startCodeServer } from './codeServer';
import { endOnSignal } from './endOnSignal';
import { ensureHostedCode } from './hostedCode';
import { makeProfile } from './profile';
import { workbenchUrl } from './workbenchUrl';

/**
 * Does with the npm-hosted VS Code what the desktop one does for these arguments: loads the extension, calls `run()` of
 * the tests' module, prints what it prints, and answers with its exit code. Leaves no process and no file behind.
 */
export async function runHostedTests(words: readonly string[]): Promise<number> {
  const options = parseCodeArguments(words);
  const code = await ensureHostedCode(printError);
  const chromium = await ensureChromium(printError);
  const profile = await makeProfile();
  let server: CodeServer | undefined;
  let browser: Browser | undefined;
  const end = async (): Promise<void> => {
    await browser?.close();
    for (const { pid, command } of (await server?.stop()) ?? []) printError(`Killed a left-over: ${pid} ${command}`);
    await profile.remove();
  };
  const signals = endOnSignal(end);
  try {
    server = await startCodeServer(code, {
      folders: {
        userData: options.userData ?? profile.userData,
        serverData: profile.serverData,
        extensions: options.extensions ?? profile.extensions,
      },
      env: offlineEnvironment,
      arguments: [
        ...(options.isTrustDisabled ? ['--disable-workspace-trust'] : []),
        ...(options.locale === undefined ? [] : ['--locale', options.locale]),
      ],
    });
    browser = await launchChromium(chromium);
    return await exitCodeOf(browser, server, workbenchUrl(server.port, options));
  } finally {
    await end();
    signals.dispose();
  }
}

/** Opens the window and waits for the tests' exit code; an end of the server or of the window before it is a failure. */
async function exitCodeOf(browser: Browser, server: CodeServer, url: string): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const exitCode = new Promise<number>((resolve, reject) => {
    page.on('crash', () => reject(new Error('The window crashed.')));
    void server.ended.then(() => reject(new Error('The VS Code server ended before the tests did.')));
    // These two names are the agreement of VS Code's web workbench with whoever runs its tests.
    void page.exposeFunction('codeAutomationLog', (type: string, values: unknown[]) => {
      const line = `${values.map(String).join(' ')}\n`;
      if (workbenchChatter.test(line)) return;
      (type === 'error' || type === 'warn' ? process.stderr : process.stdout).write(line);
    });
    void page.exposeFunction('codeAutomationExit', (exitCodeOfTests: number) => resolve(exitCodeOfTests));
  });
  await page.goto(url);
  return exitCode;
}

/** What the workbench itself says in the console of a healthy run; the tests' lines come the same way. */
const workbenchChatter =
  /^(Resolv(ing|ed) connection token|Creating a socket|\[reconnection-grace-time\]|\[Service Worker\]|\[DefaultAccount\]|Updating additional builtin|Canceled|No search provider|Ignoring fetching additional)/;

function printError(line: string): void {
  process.stderr.write(`${line}\n`);
}
