import type { EditorDriver } from '../../editor/driver/editorDriver';
import { withShop } from '../../editor/shop';
import { activationTime, tallViewport } from '../activations';
import { compare, type ComparisonResult } from '../compare';
import { loadAnew } from '../reload';
import { withBenchExtensions } from '../shipped';

/**
 * Activation as VS Code reports it, in a folder with jobs, beside an empty extension in a window of its own. Both are started
 * by the same events: what VS Code reports holds the wait for other extensions that start at the same moment.
 */
export async function* rows(): AsyncIterable<ComparisonResult> {
  yield await withBenchExtensions(({ ours, empty }) =>
    withShop(
      (subject) =>
        withShop(
          (peer) =>
            compare({
              name: 'activation in a folder with jobs, as VS Code reports it',
              subject: () => reloadedActivation(subject.editor, 'webjobs-tools.webjobs'),
              peer: () => reloadedActivation(peer.editor, 'webjobs-tests.empty'),
              peerName: 'an empty extension with the same activation events',
              must: 2,
              stretch: 1.4,
            }),
          { extensionPath: empty, viewport: tallViewport },
        ),
      { extensionPath: ours, viewport: tallViewport },
    ),
  );
}

/** Milliseconds of load, call and finish in an extension host that has just been started. */
async function reloadedActivation(editor: EditorDriver, id: string): Promise<number> {
  await loadAnew(editor);
  return activationTime(editor, id);
}
