import { workspace } from 'vscode';
import { type Disposable, MutableDisposable } from '../../core/base/disposable';
import { isSettingsJob } from './jobDocuments';

/**
 * Calls back once, when the first `settings.job` is open in the window, wherever the file lies; at once when one is
 * open already.
 */
export function onFirstSettingsJob(callback: () => void): Disposable {
  if (workspace.textDocuments.some(isSettingsJob)) {
    callback();
    return { dispose: () => undefined };
  }
  const subscription = new MutableDisposable();
  subscription.value = workspace.onDidOpenTextDocument((document) => {
    if (!isSettingsJob(document)) return;
    subscription.dispose();
    callback();
  });
  return subscription;
}
