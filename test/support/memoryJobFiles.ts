import type { FolderEntry, JobFiles } from '../../src/core/jobs/jobFiles';

/** A job's folder in memory: contents by path; a path that ends in `/` is an empty folder. */
export function memoryJobFiles(contents: Readonly<Record<string, string | Uint8Array>>): JobFiles {
  return {
    list(folder) {
      const prefix = folder === '' ? '' : `${folder}/`;
      const entries = new Map<string, FolderEntry>();
      for (const path of Object.keys(contents)) {
        if (!path.startsWith(prefix) || path === prefix) continue;
        const [name = '', ...rest] = path.slice(prefix.length).split('/');
        entries.set(name, { name, isFolder: rest.length > 0 });
      }
      return Promise.resolve([...entries.values()]);
    },
    read(path, maxBytes) {
      const content = contents[path];
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      return Promise.resolve(bytes?.subarray(0, maxBytes));
    },
  };
}

/** Empty files at the given paths. */
export function emptyFiles(paths: readonly string[]): JobFiles {
  return memoryJobFiles(Object.fromEntries(paths.map((path) => [path, ''])));
}
