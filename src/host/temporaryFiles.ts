import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { chmod, copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { systemErrorCode } from '../core/base/userError';

/**
 * Receives `body` into a file of its own below `folder` and hands it to `use`; the file is gone afterwards. A body that
 * breaks off has then touched nothing of the site.
 */
export async function withReceivedFile<T>(
  folder: string,
  body: Readable,
  use: (path: string) => Promise<T>,
): Promise<T> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, randomUUID());
  try {
    await pipeline(body, createWriteStream(path, { mode: 0o644 }));
    return await use(path);
  } finally {
    await rm(path, { force: true });
  }
}

/** Puts the file `received` in the place of `target`, whose folders are created and whose permissions stay. */
export async function replaceFile(received: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const mode = await stat(target).then(
    ({ mode }) => mode & 0o777,
    () => undefined,
  );
  if (mode !== undefined) await chmod(received, mode);
  try {
    await rename(received, target);
  } catch (error) {
    // The site may lie on another file system than temporary files do.
    if (systemErrorCode(error) !== 'EXDEV') throw error;
    await copyFile(received, target);
  }
}
