import { type Disposable, type WebviewPanel, window } from 'vscode';
import { timelinePanelType } from '../contributedTypes';

/** Registers who fills the timeline that VS Code restores with a window; built when there is one. */
export function registerTimeline(load: () => Promise<{ fill(panel: WebviewPanel): Promise<void> }>): Disposable {
  return window.registerWebviewPanelSerializer(timelinePanelType, {
    deserializeWebviewPanel: async (panel) => (await load()).fill(panel),
  });
}
