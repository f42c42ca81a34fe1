import type { CodeAction, CompletionItem, Diagnostic, Hover, InlayHint, Position, Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { WantedHints } from './service/inlayHints';

/** The features of one sort of file: text in, answers out. */
export interface DocumentService {
  /** @param hasJsonSupport leaves out what the editor's own JSON support reports already. */
  validate(document: TextDocument, hasJsonSupport: boolean): Promise<Diagnostic[]>;
  hover(document: TextDocument, position: Position): Promise<Hover | undefined>;
  complete(document: TextDocument, position: Position): CompletionItem[];
  /** @param shownDiagnostics what the editor shows at the range, whoever reported it. */
  codeActions(document: TextDocument, range: Range, shownDiagnostics: readonly Diagnostic[]): Promise<CodeAction[]>;
  inlayHints(document: TextDocument, wanted?: WantedHints): Promise<InlayHint[]>;
}
