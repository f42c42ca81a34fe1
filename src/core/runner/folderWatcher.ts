import { type FSWatcher, watch } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Disposable } from '../base/disposable';

export interface FolderWatcherEvents {
  /** Something at this path, relative to the watched folder with the platform's separators, was created, changed or deleted. */
  readonly onChange: (path: string, event: 'change' | 'rename') => void;
  /** The watch is broken and over: the folder is gone, or the system's limit of watches is reached. */
  readonly onError: (error: Error) => void;
}

/**
 * Watches a folder with everything below it. Windows and macOS watch whole trees; on Linux each folder takes a watch of
 * its own, and files take none: what happens to a file is told by its folder, so that a job with ten thousand files in a
 * few folders costs a few watches.
 */
export class FolderWatcher implements Disposable {
  private readonly watchers = new Map<string, FSWatcher>();
  private isDisposed = false;

  private constructor(
    private readonly root: string,
    private readonly events: FolderWatcherEvents,
  ) {}

  /** Resolves when everything that exists is watched; rejects when the folder cannot be watched. */
  static async open(root: string, events: FolderWatcherEvents): Promise<FolderWatcher> {
    const watcher = new FolderWatcher(root, events);
    await stat(root);
    if (process.platform === 'linux') {
      watcher.watchFolder(root);
      await watcher.watchBelow(root);
    } else {
      watcher.watchTree();
    }
    return watcher;
  }

  dispose(): void {
    this.isDisposed = true;
    for (const watcher of this.watchers.values()) watcher.close();
    this.watchers.clear();
  }

  private watchTree(): void {
    const watcher = watch(this.root, { recursive: true, persistent: false }, (event, name) => {
      if (name !== null) this.events.onChange(name, event);
    });
    watcher.on('error', (error) => this.fail(error));
    this.watchers.set(this.root, watcher);
  }

  private watchFolder(folder: string): void {
    if (this.isDisposed || this.watchers.has(folder)) return;
    const watcher = watch(folder, { persistent: false }, (event, name) => this.take(folder, event, name));
    watcher.on('error', (error) => (folder === this.root ? this.fail(error) : this.drop(folder)));
    this.watchers.set(folder, watcher);
  }

  private async watchBelow(folder: string): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (!entry.isDirectory() || this.isDisposed) continue;
      const path = join(folder, entry.name);
      this.tryWatchFolder(path);
      await this.watchBelow(path);
    }
  }

  private take(folder: string, event: 'change' | 'rename', name: string | null): void {
    if (this.isDisposed || name === null) return;
    const path = join(folder, name);
    this.events.onChange(relative(this.root, path), event);
    if (event === 'rename') void this.noteRename(path);
  }

  /** A folder may have come, with content that is not watched yet, or gone. */
  private async noteRename(path: string): Promise<void> {
    const found = await stat(path).catch(() => undefined);
    // A folder that is there may be another one than before: the watch of one that was deleted and made again is dead.
    for (const watched of this.watchers.keys()) {
      if (watched === path || watched.startsWith(path + sep)) this.drop(watched);
    }
    if (!found) {
      if (!(await stat(this.root).catch(() => undefined))) this.fail(new Error(`${this.root} is gone.`));
    } else if (found.isDirectory()) {
      this.tryWatchFolder(path);
      await this.watchBelow(path);
    }
  }

  private tryWatchFolder(path: string): void {
    try {
      this.watchFolder(path);
    } catch (error) {
      // A folder that vanished meanwhile needs no watch; anything else breaks the promise to see every change.
      if (error instanceof Error && !error.message.startsWith('ENOENT')) this.fail(error);
    }
  }

  private drop(folder: string): void {
    this.watchers.get(folder)?.close();
    this.watchers.delete(folder);
  }

  private fail(error: Error): void {
    if (this.isDisposed) return;
    this.dispose();
    this.events.onError(error);
  }
}
