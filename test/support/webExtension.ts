import { resolveObjectURL } from 'node:buffer';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

/** What a bundle for the browser exports. */
export interface WebExtension {
  activate(context: unknown): Promise<void>;
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

/**
 * Loads `web.js` where there is `vscode` and what a browser has, but nothing of Node.
 *
 * @param folder the extension's; the bundles lie in its `dist`.
 * @param parts those parts of `vscode` that are looked at.
 * @param globals further globals of the browser.
 * @returns the extension, and the context that it is activated with.
 */
export async function loadWebExtension(
  folder: string,
  parts: Readonly<Record<string, object>>,
  globals: object,
): Promise<{ readonly extension: WebExtension; readonly context: object }> {
  const dist = join(folder, 'dist');
  const module = { exports: {} };
  const vscode: Record<string, unknown> = {
    // Bundles copy the members of a module, so that all that are named have to be there.
    ...Object.fromEntries([...(await namesIn(dist))].map((name) => [name, anything()])),
    ...parts,
    Uri: { joinPath: (...path: string[]) => join(...path) },
    workspace: { ...documentEvents, ...parts.workspace, fs: { readFile: (path: string) => readFile(path) } },
  };
  const require = (name: string): unknown => {
    if (name !== 'vscode') throw new Error(`A browser has no ${name}.`);
    return vscode;
  };
  const browser = { TextEncoder, TextDecoder, URL, Blob, performance, setTimeout, clearTimeout, atob, btoa };
  const text = await readFile(join(dist, 'web.js'), 'utf8');
  runInNewContext(text, { module, exports: module.exports, require, ...browser, ...globals });
  return { extension: module.exports as WebExtension, context: { extensionUri: folder, subscriptions: [] } };
}

const noEvent = () => ({ dispose: () => undefined });

/** What happens to documents: nothing. */
const documentEvents = {
  onDidOpenTextDocument: noEvent,
  onDidCloseTextDocument: noEvent,
  onDidChangeTextDocument: noEvent,
};

/** Whatever follows a dot in one of the bundles. */
async function namesIn(dist: string): Promise<ReadonlySet<string>> {
  const files = (await readdir(dist)).filter((name) => name.endsWith('.js'));
  const texts = await Promise.all(files.map((name) => readFile(join(dist, name), 'utf8')));
  const names = texts.flatMap((text) => [...text.matchAll(/\.([a-z]\w*)/gi)].map(([, name = '']) => name));
  return new Set(names.filter((name) => name !== 'then' && name !== 'default'));
}

/** What the extension in a browser lets a worker run once a `settings.job` is open. */
export async function webServerScript(folder: string): Promise<string> {
  let onStart: (script: Promise<string>) => void;
  const started = new Promise<string>((resolve) => (onStart = resolve));
  class Worker {
    constructor(url: string) {
      onStart(resolveObjectURL(url)?.text() ?? Promise.resolve(''));
    }
    postMessage(): void {
      // Nobody answers: the script is all that is wanted.
    }
  }
  const parts = {
    workspace: {
      textDocuments: [{ uri: { path: '/shop/App_Data/jobs/triggered/report/settings.job' } }],
      getConfiguration: () => ({ get: () => undefined }),
      onDidChangeConfiguration: () => ({ dispose: () => undefined }),
    },
  };
  const { extension, context } = await loadWebExtension(folder, parts, { Worker });
  await extension.activate(context);
  return started;
}
