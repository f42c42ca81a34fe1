import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createProtocolConnection,
  type DataCallback,
  type Disposable,
  type Hover,
  type Message,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import { listFolder, readFile } from '../../src/protocol/settingsJobMessages';

/** Gives a thread of Node the members of a web worker's scope that messages go through. */
const workerScope = `
  const { parentPort } = require('node:worker_threads');
  globalThis.postMessage = (message) => parentPort.postMessage(message);
  globalThis.addEventListener = () => undefined;
  parentPort.on('message', (data) => globalThis.onmessage({ data }));
`;

test('the server runs in a worker, without Node', async () => {
  // A build for the browser fails when anything below the entry imports a module of Node.
  const { outputFiles } = await build({
    entryPoints: ['src/server/webMain.ts'],
    bundle: true,
    platform: 'browser',
    target: 'es2022',
    write: false,
    logLevel: 'error',
  });
  const worker = new Worker(workerScope + (outputFiles[0]?.text ?? ''), { eval: true });
  const connection = createProtocolConnection(new WorkerReader(worker), new WorkerWriter(worker));
  connection.onRequest(listFolder, () => [{ name: 'run.py', isFolder: false }]);
  connection.onRequest(readFile, () => null);
  connection.listen();
  await connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });

  const uri = 'vscode-vfs://github/shop/App_Data/jobs/triggered/report/settings.job';
  const published = new Promise<PublishDiagnosticsParams>((resolve) => {
    connection.onNotification('textDocument/publishDiagnostics', resolve);
  });
  const text = '{"schedule":"* 5 * * * *"}';
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'jsonc', version: 1, text },
  });
  assert.deepEqual(
    (await published).diagnostics.map(({ code }) => code),
    ['every-second'],
  );
  const position = { line: 0, character: 15 };
  const hover = await connection.sendRequest<Hover>('textDocument/hover', { textDocument: { uri }, position });
  assert.match((hover.contents as { value: string }).value, /UTC, the default/);
  await worker.terminate();
});

class WorkerReader extends AbstractMessageReader {
  constructor(private readonly worker: Worker) {
    super();
  }

  listen(callback: DataCallback): Disposable {
    this.worker.on('message', callback);
    return { dispose: () => void this.worker.off('message', callback) };
  }
}

class WorkerWriter extends AbstractMessageWriter {
  constructor(private readonly worker: Worker) {
    super();
  }

  write(message: Message): Promise<void> {
    this.worker.postMessage(message);
    return Promise.resolve();
  }

  end(): void {
    // The worker is ended by its owner.
  }
}
