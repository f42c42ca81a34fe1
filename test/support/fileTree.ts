import { mkdir, mkdtemp, realpath, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';

/** What a file of a {@link writeTree} holds: its text, or text with a time. */
export type TreeFile = string | { readonly text: string; readonly mtime: string | number };

/** A fresh folder that is removed when the test ends. */
export async function temporaryFolder(test: Pick<TestContext, 'after'>): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'webjobs-test-')));
  test.after(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** Writes files below `folder`, making folders on the way. Paths use `/`. */
export async function writeTree(folder: string, files: Readonly<Record<string, TreeFile>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, typeof content === 'string' ? content : content.text);
    if (typeof content !== 'string') await utimes(file, new Date(content.mtime), new Date(content.mtime));
  }
}
