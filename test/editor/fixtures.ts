import { existsSync } from 'node:fs';
import { cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

/** The root of this repository. */
export const repository = resolve(import.meta.dirname, '../..');

/** The smallest extension there can be: a peer for measurements, and a subject for tests of the launcher itself. */
export const emptyExtension = join(repository, 'test/fixtures/extensions/empty');

/** A small web shop's jobs; tests that change files work in a copy of it. */
export const sampleWorkspace = join(repository, 'test/fixtures/workspaces/shop');

/**
 * The folder of the extension under test.
 *
 * @throws when it has not been built.
 */
export function extensionUnderTest(): string {
  if (existsSync(join(repository, 'dist/extension.js'))) return repository;
  throw new Error('There is no dist/extension.js: run "npm run build" first.');
}

/** A copy of a workspace that may be changed at will. */
export interface WorkspaceCopy {
  readonly folder: string;
  remove(): Promise<void>;
}

/** Copies a workspace into a fresh temporary folder whose path holds no link. */
export async function copyWorkspace(source: string = sampleWorkspace): Promise<WorkspaceCopy> {
  const parent = await realpath(await mkdtemp(join(tmpdir(), 'webjobs-workspace-')));
  const folder = join(parent, basename(source));
  await cp(source, folder, { recursive: true, preserveTimestamps: true });
  return { folder, remove: () => rm(parent, { recursive: true, force: true, maxRetries: 5 }) };
}
