import type { FrameLocator } from 'playwright-core';
import type { EditorDriver } from './editorDriver';

/** The page that an extension shows in the panel that is visible: the editor puts it into two frames. */
export function webviewPage({ page }: EditorDriver): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
}
