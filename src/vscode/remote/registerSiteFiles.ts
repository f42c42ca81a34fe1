import { type Disposable, EventEmitter, type FileChangeEvent, type FileSystemProvider, workspace } from 'vscode';
import { DisposableStore } from '../../core/base/disposable';
import { siteScheme } from '../contributedTypes';

/** Registers the file system of the scheme `webjobs:` (R5), which is built when the editor opens its first file. */
export function registerSiteFiles(load: () => Promise<FileSystemProvider>): Disposable {
  const store = new DisposableStore();
  const didChange = store.add(new EventEmitter<FileChangeEvent[]>());
  let loading: Promise<FileSystemProvider> | undefined;
  const files = (): Promise<FileSystemProvider> =>
    (loading ??= load().then((provider) => {
      store.add(provider.onDidChangeFile((changes) => didChange.fire(changes)));
      return provider;
    }));
  const lazy: FileSystemProvider = {
    onDidChangeFile: didChange.event,
    watch: (uri, options) => {
      const watching = files().then((provider) => provider.watch(uri, options));
      return { dispose: () => void watching.then((watch: Disposable) => void watch.dispose()) };
    },
    stat: async (...args) => (await files()).stat(...args),
    readDirectory: async (...args) => (await files()).readDirectory(...args),
    readFile: async (...args) => (await files()).readFile(...args),
    writeFile: async (...args) => (await files()).writeFile(...args),
    createDirectory: async (...args) => (await files()).createDirectory(...args),
    delete: async (...args) => (await files()).delete(...args),
    rename: async (...args) => (await files()).rename(...args),
  };
  store.add(workspace.registerFileSystemProvider(siteScheme, lazy, { isCaseSensitive: true }));
  return store;
}
