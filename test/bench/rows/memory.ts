import type { EditorDriver } from '../../editor/driver/editorDriver';
import { withShop } from '../../editor/shop';
import { compare, type ComparisonResult } from '../compare';
import { loadAnew } from '../reload';
import { withBenchExtensions } from '../shipped';

/** What lives in the heap of the extension host with one `settings.job` open, beside an empty extension. */
export async function* rows(): AsyncIterable<ComparisonResult> {
  yield await withBenchExtensions(({ ours, empty, meter }) =>
    withShop(
      (subject) =>
        withShop(
          (peer) =>
            compare({
              name: 'heap of the extension host with one settings.job open',
              subject: () => heapOf(subject.editor, /At 02:30/),
              peer: () => heapOf(peer.editor, /schedule/),
              peerName: 'that with an empty extension',
              unit: 'MB',
              barsOf: 'difference',
              must: 6,
              stretch: 2,
            }),
          { extensionPath: empty, extensionFolders: [meter] },
        ),
      { extensionPath: ours, extensionFolders: [meter] },
    ),
  );
}

/** Two readings that differ by less than this are the same. */
const stillMb = 0.05;

/** Megabytes in an extension host that has just been started, once nothing is added any more. */
async function heapOf(editor: EditorDriver, text: RegExp): Promise<number> {
  await loadAnew(editor);
  await editor.openFile('nightly-report/settings.job', 60_000);
  await editor.waitForEditorText(text);
  let before = Number.NaN;
  const heap = await editor.patience.until(
    'a heap at rest',
    async () => {
      const last = before;
      before = await heapNow(editor);
      return Math.abs(before - last) < stillMb && before;
    },
    60_000,
  );
  await editor.press('Control+K', 'Control+W');
  return heap;
}

async function heapNow(editor: EditorDriver): Promise<number> {
  await editor.runCommand('Host Meter: Tell the Heap', 60_000);
  const message = await editor.waitForNotification(/The heap holds \d+ bytes/);
  const [, bytes] = /holds (\d+) bytes/.exec(await message.innerText()) ?? [];
  await editor.runCommand('Notifications: Clear All Notifications');
  await editor.patience.until('the notification to go', async () => (await editor.notifications()).length === 0);
  return Number(bytes) / 1e6;
}
