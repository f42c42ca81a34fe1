import {
  type CodeAction,
  type CompletionItem,
  type Diagnostic,
  DiagnosticSeverity,
  type Hover,
  type InlayHint,
  type Position,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { parseRelaxedJson } from '../../core/jobs/relaxedJson';
import type { TextRange } from '../../core/jobs/relaxedJsonNodes';
import type { DocumentService } from '../documentService';
import { diagnosticSource } from '../service/validation';
import type { Texts } from '../service/texts';
import { type ProjectSchema, schemaOfFile } from './projectSchema';
import { schemaCompletions } from './schemaCompletion';
import { schemaHover } from './schemaHover';
import { schemaProblems } from './schemaProblems';

/**
 * The help of this extension's schemas for Visual Studio's files, where the editor's JSON support cannot give it: the
 * address of a schema in the file itself beats those that extensions contribute, also when nothing can be loaded from there.
 */
export class ProjectFileService implements DocumentService {
  /**
   * @param isUnhelped whether the editor's JSON support has no schema for a document; everybody else's hints would stand
   *   twice.
   */
  constructor(
    private readonly isUnhelped: (uri: string) => boolean,
    private readonly texts: () => Texts,
  ) {}

  validate(document: TextDocument): Promise<Diagnostic[]> {
    const schema = this.schemaOf(document);
    const { root, fault } = parseRelaxedJson(document.getText());
    // What follows a place that is no JSON is a guess.
    if (schema === undefined || root === undefined || fault !== undefined) return Promise.resolve([]);
    const texts = this.texts();
    return Promise.resolve(
      schemaProblems(root, schema).map(({ code, text, range }) => ({
        range: rangeIn(document, range),
        severity: DiagnosticSeverity.Warning,
        source: diagnosticSource,
        code,
        message: texts.of(text),
      })),
    );
  }

  hover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    const schema = this.schemaOf(document);
    const hover = schema && schemaHover(parseRelaxedJson(document.getText()), document.offsetAt(position), schema);
    if (hover === undefined) return Promise.resolve(undefined);
    return Promise.resolve({
      contents: { kind: 'markdown', value: hover.text },
      range: rangeIn(document, hover.range),
    });
  }

  complete(document: TextDocument, position: Position): CompletionItem[] {
    const schema = this.schemaOf(document);
    if (schema === undefined) return [];
    const parsed = parseRelaxedJson(document.getText());
    return schemaCompletions(parsed, document.offsetAt(position), schema, (range) => rangeIn(document, range));
  }

  codeActions(): Promise<CodeAction[]> {
    return Promise.resolve([]);
  }

  inlayHints(): Promise<InlayHint[]> {
    return Promise.resolve([]);
  }

  private schemaOf({ uri }: TextDocument): ProjectSchema | undefined {
    return this.isUnhelped(uri) ? schemaOfFile(uri) : undefined;
  }
}

function rangeIn(document: TextDocument, { start, end }: TextRange): Diagnostic['range'] {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}
