import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { clientFiles, writeThroughClient } from './clientFiles';
import { machineZone, siteZoneOf } from './siteZones';
import { startServer } from './startServer';

const localZone = machineZone();

/** The global scope of the worker: it has `postMessage` and `onmessage`, which the types of Node do not tell. */
const worker = globalThis as never;

/** The language server in a web worker: the client reads all files. */
startServer(
  createConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker)),
  (connection, options) => ({
    now: () => Date.now(),
    siteZone: (documentUri) => siteZoneOf(documentUri, options()),
    localZone: () => localZone,
    files: (folderUri) => clientFiles(connection, folderUri),
    write: (fileUri, content) => writeThroughClient(connection, fileUri, content),
  }),
);
