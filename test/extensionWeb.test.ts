import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { commandIds } from '../src/vscode/commands/commandIds';

interface WebExtension {
  activate(context: unknown): void;
}

/** Stands for everything of the editor that a test does not look at: it can be called, constructed and extended. */
function anything(): unknown {
  class Stub {
    readonly name = 'stub';
  }
  return new Proxy(Stub, {
    get: (target, key) => {
      const known = Reflect.get(target, key) as unknown;
      if (known !== undefined || typeof key === 'symbol') return known;
      const created = anything();
      Reflect.set(target, key, created);
      return created;
    },
    apply: () => anything(),
  });
}

const disposable = { dispose: () => undefined };

/** Loads the bundle for the browser where there is `vscode` and what a browser has, but nothing of Node. */
async function loadWebExtension(parts: Readonly<Record<string, unknown>>, globals: object): Promise<WebExtension> {
  const { outputFiles } = await build({
    entryPoints: ['src/extensionWeb.ts'],
    bundle: true,
    platform: 'browser',
    target: 'es2022',
    format: 'cjs',
    external: ['vscode'],
    write: false,
    logLevel: 'error',
  });
  const text = outputFiles[0]?.text ?? '';
  // Bundles copy the members of a module, so that all that are named have to be there.
  const names = [...text.matchAll(/(?:vscode\w*|\bcode)\.(\w+)/g)].map(([, name = '']) => name);
  const vscode = { ...Object.fromEntries(names.map((name) => [name, anything()])), ...parts };
  const module = { exports: {} };
  const require = (name: string): unknown => {
    assert.equal(name, 'vscode');
    return vscode;
  };
  runInNewContext(text, { module, exports: module.exports, require, ...globals });
  return module.exports as WebExtension;
}

test('in a browser the extension registers every command and starts the server in a worker', async () => {
  const registered: string[] = [];
  const shown: string[] = [];
  const handlers = new Map<string, () => unknown>();
  const addresses: string[] = [];
  let onStart = (): void => undefined;
  let onError: (message: string, cause: unknown) => void = () => undefined;
  const started = new Promise<void>((resolve, reject) => {
    onStart = resolve;
    onError = (message, cause) => reject(new Error(`${message}: ${String(cause)}`));
  });
  const parts: Record<string, unknown> = {
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
    Uri: { joinPath: (...pathParts: unknown[]) => ({ toString: () => pathParts.join('/') }) },
  };
  class Worker {
    constructor(url: string) {
      addresses.push(url);
      onStart();
    }
    postMessage(): void {
      // The conversation itself is the matter of the server's own test.
    }
  }
  const globals = { Worker, TextEncoder, TextDecoder, URL, performance, setTimeout, clearTimeout, atob, btoa };
  const extension = await loadWebExtension(parts, globals);
  extension.activate({ extensionUri: 'https://host/webjobs', subscriptions: [] });

  assert.deepEqual(registered.sort(), Object.values(commandIds).sort());
  await started;
  assert.deepEqual(addresses, ['https://host/webjobs/dist/serverWeb.js']);
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
