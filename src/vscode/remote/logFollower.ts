import { Range, type TextDocument, type TextEditor, TextEditorRevealType, window, workspace } from 'vscode';
import { type Disposable, DisposableStore } from '../../core/base/disposable';
import { siteScheme } from '../contributedTypes';
import { isLogPath, parseSiteUriPath } from './siteUri';

/** Keeps the end of a growing log in view, for those editors that show its end already. */
export class LogFollower implements Disposable {
  private readonly store = new DisposableStore();
  /** How many lines each log had before its last change. */
  private readonly lines = new WeakMap<TextDocument, number>();

  constructor() {
    this.store.add(workspace.onDidChangeTextDocument(({ document }) => this.onChange(document)));
  }

  /** Shows the end of a log that was opened. */
  showEnd(editor: TextEditor): void {
    this.lines.set(editor.document, editor.document.lineCount);
    reveal(editor);
  }

  dispose(): void {
    this.store.dispose();
  }

  private onChange(document: TextDocument): void {
    if (document.uri.scheme !== siteScheme || !isLogPath(parseSiteUriPath(document.uri.path).path)) return;
    const before = this.lines.get(document) ?? 0;
    this.lines.set(document, document.lineCount);
    const editors = window.visibleTextEditors.filter((editor) => editor.document === document);
    for (const editor of editors) {
      // Somebody who has scrolled up reads, and is left alone.
      if (editor.visibleRanges.some(({ end }) => end.line >= before - 2)) reveal(editor);
    }
  }
}

function reveal(editor: TextEditor): void {
  const last = editor.document.lineCount - 1;
  editor.revealRange(new Range(last, 0, last, 0), TextEditorRevealType.Default);
}
