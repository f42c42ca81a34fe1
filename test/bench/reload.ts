import type { EditorDriver } from '../editor/driver/editorDriver';
import { signalAll } from '../editor/hostedCode/sessionProcesses';

/** A window that goes before its extension host has greeted it leaves one behind that waits for hours. */
const graceMs = 5000;

/**
 * Loads the window anew once the extension host of the window before has ended, which would take part in what is measured.
 *
 * @returns the time at which the window began to load, as of `performance.now()`.
 */
export async function loadAnew(editor: EditorDriver): Promise<number> {
  const { page, patience } = editor;
  const address = page.url();
  await page.goto('about:blank');
  const leftAt = performance.now();
  await patience.until('the extension host to end', () => {
    const hosts = editor.processes().filter(({ command }) => command.includes('--type=extensionHost'));
    if (performance.now() - leftAt > graceMs) signalAll(hosts, 'SIGKILL');
    return Promise.resolve(hosts.length === 0);
  });
  const startedAt = performance.now();
  await page.goto(address);
  await patience.forVisible('the workbench', page.locator('.monaco-workbench .part.statusbar'), 60_000);
  return startedAt;
}
