import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { commandIds } from '../src/vscode/commands/commandIds';
import { buildBundles } from './support/bundles';
import { loadWebExtension } from './support/webExtension';

const disposable = { dispose: () => undefined };

test('in a browser the extension registers every command and starts the server in a worker', async () => {
  const registered: string[] = [];
  const shown: string[] = [];
  const handlers = new Map<string, () => unknown>();
  let onStart = (): void => undefined;
  let onError: (message: string, cause: unknown) => void = () => undefined;
  const started = new Promise<void>((resolve, reject) => {
    onStart = resolve;
    onError = (message, cause) => reject(new Error(`${message}: ${String(cause)}`));
  });
  const parts = {
    commands: {
      registerCommand: (id: string, handler: () => unknown) => {
        registered.push(id);
        handlers.set(id, handler);
        return disposable;
      },
    },
    window: {
      createOutputChannel: () => ({ ...disposable, warn: () => undefined, error: onError }),
      showErrorMessage: (message: string) => {
        shown.push(message);
        return Promise.resolve();
      },
    },
    workspace: {
      textDocuments: [{ uri: { path: '/shop/App_Data/jobs/triggered/report/settings.job' } }],
      getConfiguration: () => ({ get: () => undefined }),
      onDidChangeConfiguration: () => disposable,
    },
    l10n: {
      t: (text: string, ...values: unknown[]) => text.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)])),
    },
  };
  class Worker {
    constructor() {
      onStart();
    }
    postMessage(): void {
      // The conversation itself is the matter of the server's own test.
    }
  }
  const { extension, context } = await loadWebExtension(buildBundles().folder, parts, { Worker });
  await extension.activate(context);

  assert.deepEqual(registered.sort(), Object.values(commandIds).sort());
  await started;
  await handlers.get('webjobs.runJob')?.();
  assert.match(shown.join(), /^webjobs\.runJob needs processes and files that a browser does not have/);
});

test('the manifest names the bundle for the browser, and hides there what needs Node', () => {
  const { browser, contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    browser: string;
    contributes: { commands: { command: string; enablement?: string }[] };
  };
  assert.equal(browser, './dist/web.js');
  const offered = contributes.commands.filter(({ enablement = '' }) => !enablement.includes('!isWeb || remoteName'));
  assert.deepEqual(
    offered.map(({ command }) => command),
    ['webjobs.newJob', 'webjobs.buildSchedule', 'webjobs.showLog'],
  );
});
