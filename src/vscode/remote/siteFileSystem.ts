import {
  CancellationError,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  FilePermission,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  Uri,
  commands,
  l10n,
  workspace,
} from 'vscode';
import type { Clock } from '../../core/base/clock';
import { type Disposable, DisposableStore, MutableDisposable } from '../../core/base/disposable';
import type { RemoteEntry } from '../../core/remote/remoteFile';
import type { SiteFiles } from '../../core/remote/siteFiles';
import { siteScheme } from '../contributedTypes';
import type { ActionDialogs } from '../dialogs';
import { localizedError } from '../localizer';
import type { Site } from '../sites/site';
import type { SiteRegistry } from '../sites/siteRegistry';
import type { SiteClients } from './siteClients';
import { isLogPath, isReadonlyPath, parseSiteUriPath, siteSegment, siteUriPath } from './siteUri';

/** How often a file that is on the screen is looked at. */
const watchMs = 2_000;

/** The files of sites as the editor opens them: `webjobs:/{site}/{path below HOME}` (R5). */
export class SiteFileSystem implements FileSystemProvider, Disposable {
  private readonly store = new DisposableStore();
  private readonly didChange = this.store.add(new EventEmitter<FileChangeEvent[]>());
  private readonly files = new WeakMap<object, SiteFiles>();

  readonly onDidChangeFile = this.didChange.event;

  constructor(
    private readonly registry: SiteRegistry,
    private readonly clients: SiteClients,
    private readonly dialogs: ActionDialogs,
    private readonly clock: Clock,
  ) {}

  /** The address of a file; `path` is relative to the site's `HOME`. */
  uri(site: Site, path: string): Uri {
    return Uri.from({ scheme: siteScheme, path: siteUriPath({ siteId: site.id, path }) });
  }

  /** The files of a site, with what is remembered of the versions that were read. */
  async filesOf(site: Site): Promise<SiteFiles> {
    const client = await this.clients.of(site);
    const known = this.files.get(client);
    if (known) return known;
    const { SiteFiles } = await import('../../core/remote/siteFiles');
    const files = new SiteFiles(client);
    this.files.set(client, files);
    return files;
  }

  /** Tells open editors that a file is another one now. */
  announce(uri: Uri): void {
    this.didChange.fire([{ type: FileChangeType.Changed, uri }]);
  }

  /** Looks at the file as long as the editor shows it and the site answers. Folders of a site are not watched. */
  watch(uri: Uri): Disposable {
    const timer = new MutableDisposable();
    let last: string | undefined;
    let isOver = false;
    const look = async (): Promise<void> => {
      // A look at a local site that has been stopped would start it again.
      const isAnswering = this.siteOf(uri)?.state.kind === 'connected';
      const entry = isAnswering ? await this.find(uri).catch(() => undefined) : undefined;
      if (isOver) return;
      const now = entry && `${entry.size} ${entry.mtimeMs}`;
      if (now !== undefined && last !== undefined && now !== last) this.announce(uri);
      last = now ?? last;
      timer.value = this.clock.after(watchMs, () => void look());
    };
    void look();
    return {
      dispose: () => {
        isOver = true;
        timer.dispose();
      },
    };
  }

  async stat(uri: Uri): Promise<FileStat> {
    const entry = await this.guard(() => this.find(uri));
    if (!entry) throw FileSystemError.FileNotFound(uri);
    const { path } = parseSiteUriPath(uri.path);
    return {
      type: entry.isFolder ? FileType.Directory : FileType.File,
      ctime: entry.mtimeMs,
      mtime: entry.mtimeMs,
      size: entry.size,
      ...(isReadonlyPath(path) && { permissions: FilePermission.Readonly }),
    };
  }

  async readDirectory(uri: Uri): Promise<[string, FileType][]> {
    const { files, path } = await this.resolve(uri);
    const entries = await this.guard(() => files.list(path));
    if (!entries) throw FileSystemError.FileNotFound(uri);
    return entries.map(({ name, isFolder }) => [name, isFolder ? FileType.Directory : FileType.File]);
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    const { files, path } = await this.resolve(uri);
    const leftOut = (bytes: number): string => l10n.t('[{0} bytes before this line are left out]', String(bytes));
    const content = await this.guard(() => (isLogPath(path) ? files.readEnd(path, leftOut) : files.read(path)));
    if (!content) throw FileSystemError.FileNotFound(uri);
    return content;
  }

  async writeFile(uri: Uri, content: Uint8Array): Promise<void> {
    const { files, path, site } = await this.resolve(uri);
    if (isReadonlyPath(path)) throw FileSystemError.NoPermissions(uri);
    if (!(await this.guard(() => files.write(path, content)))) await this.resolveConflict(uri, site, content);
    this.announce(uri);
  }

  createDirectory(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  delete(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.store.dispose();
  }

  /** The site holds another version than the one that was edited. */
  private async resolveConflict(uri: Uri, site: Site, content: Uint8Array): Promise<void> {
    const { files, path } = await this.resolve(uri);
    const overwrite = l10n.t('Overwrite');
    const compare = l10n.t('Compare');
    const answer = await this.dialogs.choose({
      message: l10n.t('{0} was changed on {1} after you opened it.', path, site.label),
      detail: l10n.t('Overwrite replaces the version on the site. Compare shows both; your text stays unsaved.'),
      actions: [overwrite, compare],
    });
    if (answer === overwrite) {
      await this.guard(() => files.write(path, content, { force: true }));
      return;
    }
    if (answer === compare) await this.compare(uri, site, content);
    throw new CancellationError();
  }

  private async compare(uri: Uri, site: Site, content: Uint8Array): Promise<void> {
    const title = l10n.t('{0}: {1} ↔ yours', uri.path.split('/').at(-1) ?? '', site.label);
    const mine = await workspace.openTextDocument({ language: 'jsonc', content: new TextDecoder().decode(content) });
    await commands.executeCommand('vscode.diff', uri, mine.uri, title);
  }

  private siteOf(uri: Uri): Site | undefined {
    const { segment } = parseSiteUriPath(uri.path);
    return this.registry.sites.find(({ id }) => siteSegment(id) === segment);
  }

  private async find(uri: Uri): Promise<RemoteEntry | undefined> {
    const { files, path } = await this.resolve(uri);
    return await files.stat(path);
  }

  private async resolve(uri: Uri): Promise<{ readonly site: Site; readonly files: SiteFiles; readonly path: string }> {
    const { segment, path } = parseSiteUriPath(uri.path);
    const site = this.siteOf(uri);
    if (!site) {
      throw FileSystemError.Unavailable(l10n.t('The site {0} is not connected. Connect to it again.', segment));
    }
    return { site, files: await this.filesOf(site), path };
  }

  /** The editor shows the message of its own kind of errors only. */
  private async guard<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      if (error instanceof FileSystemError) throw error;
      throw FileSystemError.Unavailable(localizedError(error, l10n));
    }
  }
}
