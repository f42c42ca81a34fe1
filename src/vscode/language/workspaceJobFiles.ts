import { FileSystemError, FileType, type Uri, workspace } from 'vscode';
import { type JobFiles, joinRelative } from '../../core/jobs/jobFiles';

/** Files of a job in any file system that the editor can read: of the disk, of a virtual workspace, of a site. */
export function workspaceJobFiles(folder: Uri): JobFiles {
  const uriOf = (path: string): Uri => (path === '' ? folder : folder.with({ path: joinRelative(folder.path, path) }));
  return {
    async list(path) {
      const entries = await workspace.fs.readDirectory(uriOf(path));
      return entries.map(([name, type]) => ({ name, isFolder: (type & FileType.Directory) !== 0 }));
    },
    async read(path, maxBytes) {
      try {
        const content = await workspace.fs.readFile(uriOf(path));
        return content.subarray(0, maxBytes);
      } catch (error) {
        if (error instanceof FileSystemError && error.code === 'FileNotFound') return undefined;
        throw error;
      }
    },
  };
}
