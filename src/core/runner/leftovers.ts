import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../base/logger';
import { isOsLockHeld } from '../base/osLock';
import type { ProcessTable } from './processTable';
import { killProcesses, type ProcessIdentity } from './terminate';

/** Where engines keep the journals of their processes. */
export function journalFolder(dataFolder: string): string {
  return join(dataFolder, 'engines');
}

/** The lock that an engine holds while it lives. */
export function engineLockPath(dataFolder: string, engineId: string): string {
  return join(journalFolder(dataFolder), `${engineId}.lock`);
}

export interface LeftoversRequest {
  readonly table: ProcessTable;
  readonly siteId: string;
  readonly dataFolder: string;
  readonly logger: Logger;
}

/**
 * Kills the processes of engines of this site that died without doing it (E8). A journal whose engine still holds its
 * lock is left alone. A process counts as left over only if it carries the dead engine's mark, or if both its pid and its
 * start are in the journal: a pid alone may have been given to a stranger.
 */
export async function killLeftovers(request: LeftoversRequest): Promise<void> {
  const folder = journalFolder(request.dataFolder);
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.endsWith('.json')) continue;
    const engineId = name.slice(0, -'.json'.length);
    if (await isOsLockHeld(engineLockPath(request.dataFolder, engineId))) continue;
    const roots = parseJournal(await readFile(join(folder, name), 'utf8').catch(() => ''));
    request.logger.info(`Cleaning up after engine ${engineId}, which ended without stopping its jobs.`);
    await killProcesses(request.table, { mark: `${request.siteId}:${engineId}:`, roots });
    await rm(join(folder, name), { force: true });
    await rm(engineLockPath(request.dataFolder, engineId), { force: true });
  }
}

/** Reads a journal; a half-written one is empty, because the mark finds what it does not tell. */
export function parseJournal(text: string): ProcessIdentity[] {
  try {
    const value = JSON.parse(text) as unknown;
    return Array.isArray(value) ? value.filter(isIdentity) : [];
  } catch {
    return [];
  }
}

function isIdentity(value: unknown): value is ProcessIdentity {
  const { pid, startedAt } = (value ?? {}) as Partial<ProcessIdentity>;
  return Number.isInteger(pid) && typeof startedAt === 'string' && startedAt !== '';
}
