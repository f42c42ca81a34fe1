import { message } from '../base/message';
import { type JobFiles, joinRelative } from './jobFiles';
import { type JobProblem, problemsOfFile, type TextProblem } from './jobProblem';
import type { RunnableScript } from './jobScript';
import { settingsFileName } from './jobSettings';

/**
 * Problems of the `settings.job` files in subfolders of the script folder, which the service never reads (recorded case
 * `set-loc-in-subfolder`). Rejects when the script folder cannot be listed.
 */
export async function straySettingsProblems(script: RunnableScript, files: JobFiles): Promise<JobProblem[]> {
  const entries = await files.list(script.scriptFolder);
  const folders = entries.filter((entry) => entry.isFolder && !/^(\.git|node_modules)$/.test(entry.name));
  const found = await Promise.all(
    folders.map(async (folder) => {
      const path = joinRelative(script.scriptFolder, folder.name);
      // A folder without permission holds nothing that could be told.
      const inside = await files.list(path).catch(() => []);
      const isThere = inside.some((entry) => !entry.isFolder && entry.name === settingsFileName);
      return isThere ? [joinRelative(path, settingsFileName)] : [];
    }),
  );
  return found.flat().flatMap((path) => problemsOfFile(path, '', [strayProblem(path, script)]));
}

function strayProblem(path: string, script: RunnableScript): TextProblem {
  const to = joinRelative(script.scriptFolder, settingsFileName);
  return {
    code: 'settings-not-read',
    severity: 'warning',
    text: message('The service does not read {path}: settings.job must lie beside {script}. Move it there.', {
      path,
      script: script.runCommand,
    }),
    range: { start: 0, end: 0 },
    fixes: () => [{ kind: 'rename', title: message('Move it beside {file}', { file: script.file }), from: path, to }],
  };
}
