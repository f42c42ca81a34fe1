/**
 * Pictures of the extension at work, in `out/screenshots`.
 *
 *   node --import tsx test/editor/screenshots.ts [name of a scene …]
 */
import { type EditorDriver } from './driver/editorDriver';
import { copyWorkspace, extensionUnderTest } from './fixtures';
import { withEditor } from './openEditor';

/** A state of the editor worth a picture. Each begins in a fresh window over a copy of the sample workspace. */
type Scene = (editor: EditorDriver) => Promise<void>;

const scenes: Readonly<Record<string, Scene>> = {
  async 'sample-workspace'(editor) {
    await editor.expandTreeRow('App_Data');
    await editor.expandTreeRow('jobs');
    await editor.expandTreeRow('continuous');
    await editor.expandTreeRow('triggered');
  },
};

async function main(names: readonly string[]): Promise<void> {
  for (const [name, scene] of Object.entries(scenes)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const workspace = await copyWorkspace();
    try {
      await withEditor({ folder: workspace.folder, extensionPath: extensionUnderTest() }, async (editor) => {
        await scene(editor);
        process.stdout.write(`${await editor.screenshot(name)}\n`);
      });
    } finally {
      await workspace.remove();
    }
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
