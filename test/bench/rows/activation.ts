import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyWorkspace, emptyExtension, extensionUnderTest, repository } from '../../editor/fixtures';
import { withEditor } from '../../editor/openEditor';
import { activationsIn } from '../activations';
import { compare, type ComparisonResult } from '../compare';

/**
 * Activation as VS Code reports it, in a folder with jobs, beside an empty extension in a window of its own. Both are started
 * by the same events: what VS Code reports holds the wait for other extensions that start at the same moment.
 */
export async function* rows(): AsyncIterable<ComparisonResult> {
  const scratch = mkdtempSync(join(tmpdir(), 'webjobs-bench-'));
  try {
    const peer = emptyPeer(scratch);
    yield await compare({
      name: 'activation in a folder with jobs, as VS Code reports it',
      subject: () => measureActivation(extensionUnderTest(), 'webjobs-tools.webjobs'),
      peer: () => measureActivation(peer, 'webjobs-tests.empty'),
      peerName: 'an empty extension with the same activation events',
      must: 2,
      stretch: 1.4,
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

interface Manifest {
  readonly activationEvents: readonly string[];
}

/** The empty extension, with the activation events of the one under test. */
function emptyPeer(scratch: string): string {
  const folder = join(scratch, 'empty');
  cpSync(emptyExtension, folder, { recursive: true });
  const read = (path: string): Manifest => JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Manifest;
  const { activationEvents } = read(repository);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...read(folder), activationEvents }));
  return folder;
}

/** Milliseconds of load, call and finish, in a window of its own. */
async function measureActivation(extensionPath: string, id: string): Promise<number> {
  const workspace = await copyWorkspace();
  try {
    // Only lines on the screen can be read.
    const viewport = { width: 1800, height: 4000 };
    return await withEditor({ folder: workspace.folder, extensionPath, viewport }, async (editor) => {
      await editor.runCommand('Developer: Startup Performance', 60_000);
      return editor.patience.until(`the activation times of ${id}`, async () =>
        activationsIn(await editor.editorText()).get(id),
      );
    });
  } finally {
    await workspace.remove();
  }
}
