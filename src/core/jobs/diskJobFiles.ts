import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemErrorCode } from '../base/userError';
import type { FolderEntry, JobFiles } from './jobFiles';
import { findJobScript, type JobScript } from './jobScript';

/** A job's folder on the disk. Links are followed; a broken link counts as a file. */
export function diskJobFiles(jobFolder: string): JobFiles {
  return {
    async list(folder) {
      const path = join(jobFolder, folder);
      const entries = await readdir(path, { withFileTypes: true });
      return Promise.all(
        entries.map(async (entry): Promise<FolderEntry> => ({
          name: entry.name,
          isFolder: entry.isSymbolicLink() ? await isFolder(join(path, entry.name)) : entry.isDirectory(),
        })),
      );
    },
    async read(path, maxBytes) {
      let handle: FileHandle;
      try {
        handle = await open(join(jobFolder, path), 'r');
      } catch (error) {
        const code = systemErrorCode(error);
        if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
        throw error;
      }
      try {
        const { size } = await handle.stat();
        const buffer = new Uint8Array(Math.min(size, maxBytes));
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
        return buffer.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    },
  };
}

/** Which file starts the job in a folder of the disk. Rejects when the folder cannot be read. */
export function readJobScript(jobFolder: string): Promise<JobScript> {
  return findJobScript(diskJobFiles(jobFolder));
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // A link that leads nowhere has no folder behind it.
    return false;
  }
}
