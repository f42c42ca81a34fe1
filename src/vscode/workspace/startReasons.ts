import type { workspace } from 'vscode';
import { type Disposable, DisposableStore } from '../../core/base/disposable';
import { isAboutJobs } from './jobDocuments';
import { effectOf } from './jobFolderEvents';

/** Finds the files that the manifest's `workspaceContains` events name, all at once: braces cannot be nested here. */
export const jobFilesGlob = `{${[
  '**/settings.job',
  '**/jobs/continuous/*/*',
  '**/jobs/triggered/*/*',
  'continuous/*/*',
  'triggered/*/*',
  '**/webjob-publish-settings.json',
  '**/webjobs-list.json',
].join()}}`;

/** What the user's `files.exclude` leaves out is left out as well. */
const excludedGlob = '**/{node_modules,.git}/**';

/** What is looked at. */
export type WatchedWorkspace = Pick<
  typeof workspace,
  | 'textDocuments'
  | 'onDidOpenTextDocument'
  | 'workspaceFolders'
  | 'onDidChangeWorkspaceFolders'
  | 'createFileSystemWatcher'
  | 'findFiles'
>;

/**
 * Calls back once the window has to do with jobs of its own accord: a document about them is open, or a folder holds some;
 * now or later. VS Code activates the extension in windows that have nothing to do with them, too, because `settings.job`
 * shares its language with many other files.
 *
 * @returns disposing of it ends the watch.
 */
export function onReasonToStart(workspace: WatchedWorkspace, callback: () => void): Disposable {
  const store = new DisposableStore();
  let isOver = false;
  const end = (): void => {
    isOver = true;
    store.dispose();
  };
  const found = (): void => {
    if (isOver) return;
    end();
    callback();
  };
  const search = oneAtATime(async () => {
    if (!isOver && (await holdsJobs(workspace))) found();
  });
  store.add(workspace.onDidOpenTextDocument((document) => isAboutJobs(document) && found()));
  store.add(workspace.onDidChangeWorkspaceFolders(search));
  const watcher = store.add(workspace.createFileSystemWatcher('**', false, true, true));
  store.add(
    watcher.onDidCreate(({ fsPath }) => {
      if (effectOf({ type: 'created', path: fsPath }, []).read === 'everything') search();
    }),
  );
  if (workspace.textDocuments.some(isAboutJobs)) found();
  else search();
  return { dispose: end };
}

async function holdsJobs({ workspaceFolders = [], findFiles }: WatchedWorkspace): Promise<boolean> {
  if (workspaceFolders.length === 0) return false;
  try {
    return (await findFiles(jobFilesGlob, excludedGlob, 1)).length > 0;
  } catch {
    // A folder that cannot be searched may hold jobs; whoever reads it properly will tell what is wrong with it.
    return true;
  }
}

/** What is asked for while the work is done is done once more after it, so that nothing that happened meanwhile is missed. */
function oneAtATime(work: () => Promise<void>): () => void {
  let isBusy = false;
  let isWanted = false;
  const run = async (): Promise<void> => {
    isBusy = true;
    while (isWanted) {
      isWanted = false;
      await work();
    }
    isBusy = false;
  };
  return () => {
    isWanted = true;
    if (!isBusy) void run();
  };
}
