import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  type CodeAction,
  type CompletionItem,
  type Hover,
  type InlayHint,
  type PublishDiagnosticsParams,
  createProtocolConnection,
  FileChangeType,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import {
  listFolder,
  type ListFolderParams,
  optionsChanged,
  readFile as readFileRequest,
} from '../../src/protocol/settingsJobMessages';
import { bundleProgram } from '../support/bundleProgram';

/** The bundled server, spoken to over stdio in the real protocol. */
let folder: string;
let server: ChildProcess;
let connection: ProtocolConnection;
const listedFolders: string[] = [];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'webjobs-server-'));
  const outfile = join(folder, 'server.js');
  bundleProgram('src/server/main.ts', outfile);
  server = spawn(process.execPath, [outfile, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  assert.ok(server.stdin !== null && server.stdout !== null);
  connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  connection.onRequest(listFolder, ({ uri }: ListFolderParams) => {
    listedFolders.push(uri);
    return [
      { name: 'settings.job', isFolder: false },
      { name: 'bin', isFolder: true },
    ];
  });
  connection.onRequest(readFileRequest, () => null);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {},
    initializationOptions: { timeZone: 'Asia/Tokyo' },
  });
  await connection.sendNotification('initialized', {});
});

after(async () => {
  await connection.sendRequest('shutdown');
  const ended = new Promise((resolve) => server.once('exit', resolve));
  await connection.sendNotification('exit');
  await ended;
  await rm(folder, { recursive: true });
});

/** Opens a document and waits for its first diagnostics. */
async function open(uri: string, text: string): Promise<PublishDiagnosticsParams> {
  const published = nextDiagnostics(uri);
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'jsonc', version: 1, text },
  });
  return published;
}

function nextDiagnostics(uri: string): Promise<PublishDiagnosticsParams> {
  return new Promise((resolve) => {
    const listener = connection.onNotification(
      'textDocument/publishDiagnostics',
      (params: PublishDiagnosticsParams) => {
        if (params.uri !== uri) return;
        listener.dispose();
        resolve(params);
      },
    );
  });
}

async function jobOnDisk(name: string, script: string): Promise<{ readonly path: string; readonly uri: string }> {
  const path = join(folder, 'App_Data', 'jobs', 'triggered', name);
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'run.sh'), script);
  return { path, uri: pathToFileURL(join(path, 'settings.job')).href };
}

test('answers hover, completion, fixes and hints for a file of the disk', async () => {
  const { uri } = await jobOnDisk('first', '#!/bin/bash\n');
  const { diagnostics } = await open(uri, '{"schedule": "*/5 * * * *"}');
  assert.deepEqual(
    diagnostics.map(({ code }) => code),
    ['missing-seconds'],
  );

  const textDocument = { uri };
  const position = { line: 0, character: 15 };
  const range = { start: position, end: position };
  const actions = await connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument,
    range,
    context: { diagnostics },
  });
  assert.match(actions[0]?.title ?? '', /^Add the seconds: 0 \*\/5 \* \* \* \*/);

  const published = nextDiagnostics(uri);
  await connection.sendNotification('textDocument/didChange', {
    textDocument: { uri, version: 2 },
    contentChanges: [{ range: { start: { line: 0, character: 14 }, end: { line: 0, character: 14 } }, text: '0 ' }],
  });
  assert.deepEqual(await published, { uri, version: 2, diagnostics: [] });

  const hover = await connection.sendRequest<Hover>('textDocument/hover', { textDocument, position });
  assert.match((hover.contents as { value: string }).value, /Asia\/Tokyo, from the setting webjobs\.timeZone/);
  const items = await connection.sendRequest<CompletionItem[]>('textDocument/completion', {
    textDocument,
    position: { line: 0, character: 14 },
  });
  assert.ok(items.some(({ label }) => label === '*/5'));
  const hints = await connection.sendRequest<InlayHint[]>('textDocument/inlayHint', { textDocument, range });
  assert.deepEqual(
    hints.map(({ label }) => typeof label),
    ['object', 'string'],
    'the script as a link, and the schedule in words',
  );
});

test('rewrites a script on the disk', async () => {
  const { path, uri } = await jobOnDisk('second', '#!/bin/bash\r\necho\r\n');
  const { diagnostics } = await open(uri, '{}');
  assert.deepEqual(
    diagnostics.map(({ code }) => code),
    ['windows-line-ends'],
  );
  const published = nextDiagnostics(uri);
  const script = pathToFileURL(join(path, 'run.sh')).href;
  await connection.sendRequest('workspace/executeCommand', {
    command: 'webjobs.server.rewriteScript',
    arguments: [script, 'convertLineEnds'],
  });
  assert.deepEqual((await published).diagnostics, []);
  assert.equal(await readFile(join(path, 'run.sh'), 'utf8'), '#!/bin/bash\necho\n');
});

test('looks at the folder again when its files change', async () => {
  const { path, uri } = await jobOnDisk('changing', '#!/bin/bash\n');
  assert.deepEqual((await open(uri, '{}')).diagnostics, []);
  await writeFile(join(path, 'run.sh'), '#!/bin/bash\r\n');
  const published = nextDiagnostics(uri);
  const change = { uri: pathToFileURL(join(path, 'run.sh')).href, type: FileChangeType.Changed };
  await connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [change] });
  assert.deepEqual(
    (await published).diagnostics.map(({ code }) => code),
    ['windows-line-ends'],
  );
});

test('asks the client for the files of a virtual document', async () => {
  const uri = 'webjobs://shop/App_Data/jobs/continuous/my%20job/settings.job';
  const { diagnostics } = await open(uri, '{"schedule":"0 0 0 * * *"}');
  assert.deepEqual(diagnostics.map(({ code }) => code).sort(), [
    'nothing-runnable',
    'refused-name',
    'schedule-without-effect',
  ]);
  assert.ok(listedFolders.includes('webjobs://shop/App_Data/jobs/continuous/my%20job'));
});

test('new options count at once', async () => {
  const { uri } = await jobOnDisk('third', '#!/bin/bash\n');
  await open(uri, '{"is_in_place": "yes"}');
  const published = nextDiagnostics(uri);
  await connection.sendNotification(optionsChanged, { hasJsonSupport: false });
  assert.deepEqual(
    (await published).diagnostics.map(({ code }) => code),
    ['wrong-type'],
  );
});

test('an unknown document is answered neutrally', async () => {
  const position = { line: 0, character: 0 };
  const textDocument = { uri: 'file:///nowhere/settings.job' };
  assert.equal(await connection.sendRequest('textDocument/hover', { textDocument, position }), null);
  assert.deepEqual(await connection.sendRequest('textDocument/completion', { textDocument, position }), []);
});
