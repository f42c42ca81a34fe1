import assert from 'node:assert/strict';
import test from 'node:test';
import { webServerScript } from '../../support/webExtension';
import { extensionUnderTest } from '../fixtures';
import { ensureChromium, launchChromium } from '../hostedCode/chromium';

/** Runs in the page: starts the worker, answers its requests for files, and speaks the protocol to it. */
const conversation = `async (source) => {
  const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
  const failed = new Promise((_, reject) => worker.onerror = ({ message }) => reject(new Error(message)));
  const answers = new Map();
  const asked = [];
  let nextId = 1;
  let onDiagnostics;
  worker.onmessage = ({ data }) => {
    if (data.method === undefined) return answers.get(data.id)(data.result);
    if (data.method === 'textDocument/publishDiagnostics') return onDiagnostics(data.params);
    if (data.id === undefined) return;
    asked.push(data.method + ' ' + data.params.uri);
    const result = data.method === 'webjobs/listFolder' ? [{ name: 'run.py', isFolder: false }] : null;
    worker.postMessage({ jsonrpc: '2.0', id: data.id, result });
  };
  const notify = (method, params) => worker.postMessage({ jsonrpc: '2.0', method, params });
  const request = (method, params) => {
    const id = nextId++;
    const answered = new Promise((resolve) => answers.set(id, resolve));
    worker.postMessage({ jsonrpc: '2.0', id, method, params });
    return Promise.race([answered, failed]);
  };
  await request('initialize', { processId: null, rootUri: null, capabilities: {} });
  notify('initialized', {});
  const uri = 'vscode-vfs://github/shop/App_Data/jobs/triggered/report/settings.job';
  const published = new Promise((resolve) => (onDiagnostics = resolve));
  const text = '{"schedule":"* 5 * * * *"}';
  notify('textDocument/didOpen', { textDocument: { uri, languageId: 'jsonc', version: 1, text } });
  const { diagnostics } = await Promise.race([published, failed]);
  const hover = await request('textDocument/hover', { textDocument: { uri }, position: { line: 0, character: 15 } });
  worker.terminate();
  return { asked, codes: diagnostics.map(({ code }) => code), hover: hover.contents.value };
}`;

interface Conversation {
  readonly asked: readonly string[];
  readonly codes: readonly string[];
  readonly hover: string;
}

test('the language server answers in a web worker of a real browser', async () => {
  const browser = await launchChromium(await ensureChromium(() => undefined));
  try {
    const page = await browser.newPage();
    const source = JSON.stringify(await webServerScript(extensionUnderTest()));
    const { asked, codes, hover } = await page.evaluate<Conversation>(`(${conversation})(${source})`);
    assert.ok(asked.includes('webjobs/listFolder vscode-vfs://github/shop/App_Data/jobs/triggered/report'));
    assert.deepEqual(codes, ['every-second']);
    assert.match(hover, /UTC, the default/);
  } finally {
    await browser.close();
  }
});
