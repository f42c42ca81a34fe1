import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { usualRunMsOfJob } from '../core/hostClient/usualRunOfJob';
import { diskJobFiles } from '../core/jobs/diskJobFiles';
import { clientFiles, writeThroughClient } from './clientFiles';
import { machineZone, siteZoneOf } from './siteZones';
import { startServer } from './startServer';

const localZone = machineZone();

/** The language server as a process of Node: files of the disk are read here, all others by the client. */
startServer(createConnection(ProposedFeatures.all), (connection, options) => ({
  now: () => Date.now(),
  siteZone: (documentUri) => siteZoneOf(documentUri, options()),
  localZone: () => localZone,
  files: (folderUri) =>
    folderUri.startsWith('file:') ? diskJobFiles(fileURLToPath(folderUri)) : clientFiles(connection, folderUri),
  usualRunMs: (folderUri) =>
    folderUri.startsWith('file:') ? usualRunMsOfJob(fileURLToPath(folderUri)) : Promise.resolve(undefined),
  write: (fileUri, content) =>
    fileUri.startsWith('file:')
      ? writeFile(fileURLToPath(fileUri), content)
      : writeThroughClient(connection, fileUri, content),
}));
