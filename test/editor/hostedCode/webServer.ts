import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, extname, join, normalize } from 'node:path';
import { type HostedCode } from './hostedCode';
import { quietSettings } from './profile';

/** A web server that hands out files and runs nothing: what a page of vscode.dev has behind it. */
export interface WebServer {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Serves the workbench of the npm-hosted VS Code as a web page without a server behind it: extensions run in a web worker,
 * and the workspace is a folder in the page's memory, which the scheme `tmp` is VS Code's own name for.
 *
 * @param extensionPath absolute path of the extension; only its bundle for the browser is loaded.
 */
export async function serveWebWorkbench(code: HostedCode, extensionPath: string): Promise<WebServer> {
  const product = join(dirname(code.serverMain), '..');
  const roots: Readonly<Record<string, string>> = { code: product, extension: extensionPath };
  const page = await readFile(join(product, 'out/vs/code/browser/workbench/workbench.html'), 'utf8');
  const script = withoutServer(await readFile(join(product, workbenchScript), 'utf8'));
  const server = createServer((request, response) => void answer(request, response));
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, host } = new URL(request.url ?? '/', `http://${request.headers.host ?? ''}`);
    if (pathname === '/') {
      send(response, 200, 'text/html', workbenchPage(page, host));
      return;
    }
    const [, root = '', ...rest] = normalize(decodeURIComponent(pathname)).split('/');
    const content =
      pathname === `/code/${workbenchScript}`
        ? script
        : await readFile(join(roots[root] ?? '/nowhere', ...rest)).catch(() => undefined);
    if (content === undefined) send(response, 404, 'text/plain', 'There is no such file.');
    else send(response, 200, mediaTypes[extname(pathname)] ?? 'application/octet-stream', content);
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const workbenchScript = 'out/vs/code/browser/workbench/workbench.js';

/**
 * This build of VS Code always takes the web server for the machine that it works on; a page without one keeps the user's
 * data in the browser, as vscode.dev does.
 *
 * @throws when another version of VS Code says it in other words.
 */
function withoutServer(script: string): string {
  return edits.reduce((text, [pattern, replacement]) => {
    if (!pattern.test(text))
      throw new Error(`The workbench holds no ${String(pattern)}: see where its build names the server.`);
    return text.replace(pattern, replacement);
  }, script);
}

const edits: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/,remoteAuthority:location\.host\}/, '}'],
  [/\.with\(\{scheme:[\w$]+\.vscodeRemote\}\),"User"\)/, '.with({scheme:"vscode-userdata"}),"User")'],
];

/** Fills in the page that the build of VS Code leaves with gaps. */
function workbenchPage(page: string, authority: string): string {
  const configuration = {
    folderUri: { scheme: 'tmp', path: '/' },
    additionalBuiltinExtensions: [{ scheme: 'http', authority, path: '/extension' }],
    configurationDefaults: quietSettings,
    // This build of VS Code refuses to start without them.
    userDataPath: '/user',
    isEnabledFileDownloads: false,
    isEnabledFileUploads: false,
    isEnabledCoderGettingStarted: false,
  };
  const attribute = JSON.stringify(configuration).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return page
    .replace('{{WORKBENCH_WEB_CONFIGURATION}}', () => attribute)
    .replace('{{WORKBENCH_NLS_FALLBACK_URL}}', '/code/out/nls.messages.js')
    .replace('{{WORKBENCH_NLS_URL}}', '/code/out/nls.messages.js')
    .replaceAll('{{WORKBENCH_WEB_BASE_URL}}', '/code')
    .replaceAll(/\{\{\w+\}\}/g, '');
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
};

function send(response: ServerResponse, status: number, type: string, content: string | Buffer): void {
  response.writeHead(status, { 'content-type': type }).end(content);
}
