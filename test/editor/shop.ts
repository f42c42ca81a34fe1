import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateFolderFor } from '../../src/core/hostClient/userStateFolder';
import type { JobKind } from '../../src/core/jobs/job';
import type { EditorDriver } from './driver/editorDriver';
import { copyWorkspace, extensionUnderTest } from './fixtures';
import { type LivingProcess, sessionVariable } from './hostedCode/sessionProcesses';
import { quickSites } from './localSite';
import { type EditorOptions, withEditor } from './openEditor';

/** The sample workspace in an editor of its own, with data and logs in a folder of its own. */
export interface Shop {
  readonly editor: EditorDriver;
  /** The workspace folder; a copy that may be changed at will. */
  readonly folder: string;
  /** For a terminal that shares the editor's hosts. */
  readonly environment: NodeJS.ProcessEnv;
  /** A file in the data folder of a job; empty text when there is none. */
  readJobData(kind: JobKind, name: string, file: string): Promise<string>;
  /** The living processes of jobs whose command line ends in `script`. */
  jobProcesses(script: string): LivingProcess[];
  /** The living hosts that this window or a terminal of it has started. */
  hostProcesses(): LivingProcess[];
}

/** Opens the sample workspace in a real VS Code for the time of `use`; fails when a process outlives the window. */
export async function withShop<T>(
  use: (shop: Shop) => Promise<T>,
  options: Omit<EditorOptions, 'folder' | 'env'> = {},
): Promise<T> {
  const workspace = await copyWorkspace();
  const environment = { ...process.env, XDG_STATE_HOME: join(workspace.folder, '..', 'state') };
  const jobsRoot = join(workspace.folder, 'App_Data', 'jobs');
  try {
    return await withEditor(
      {
        ...options,
        folder: workspace.folder,
        extensionPath: options.extensionPath ?? extensionUnderTest(),
        env: { XDG_STATE_HOME: environment.XDG_STATE_HOME, ...quickSites },
      },
      async (editor) => {
        const state = await stateFolderFor(jobsRoot, join(environment.XDG_STATE_HOME, 'webjobs'));
        return use({
          editor,
          folder: workspace.folder,
          // What a terminal of this window starts belongs to its session, as what the editor starts.
          environment: { ...environment, [sessionVariable]: sessionOf(editor) },
          readJobData: (kind, name, file) =>
            Promise.resolve(readOrEmpty(join(state, 'data', 'jobs', kind, name, file))),
          jobProcesses: (script) => editor.processes().filter(({ command }) => command.endsWith(script)),
          hostProcesses: () => editor.processes().filter(({ command }) => command.includes('dist/host.js')),
        });
      },
    );
  } finally {
    await workspace.remove();
  }
}

function sessionOf(editor: EditorDriver): string | undefined {
  const variables = readFileSync(`/proc/${editor.serverPid}/environ`, 'latin1').split('\0');
  return variables.find((variable) => variable.startsWith(`${sessionVariable}=`))?.slice(sessionVariable.length + 1);
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Nothing was written yet.
    return '';
  }
}
