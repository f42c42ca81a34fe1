import {
  type CancellationToken,
  DocumentLink,
  type DocumentLinkProvider,
  Range,
  type TextDocument,
  Uri,
  languages,
  window,
} from 'vscode';
import { type Disposable, DisposableStore } from '../../core/base/disposable';
import type { JobFolder } from '../../core/jobs/job';
import type { Localizer } from '../localizer';
import { SourceFiles } from './sourceFiles';
import { type SourceReference, findSourceReferences } from './sourceReferences';
import { SourceTerminalLinks } from './sourceTerminalLinks';

/** The most recent lines are the ones that are read; links in all of a hundred thousand would cost the window its breath. */
const linesLookedAt = 20_000;
const linksShown = 1000;

/** Which jobs' files a text can be about. */
export interface OutputSources {
  /** Every job whose folder is on this machine. */
  all(): readonly JobFolder[];
  /** Those that may have written the output or log at this address; empty when it is nobody's. */
  writersOf(uri: Uri): readonly JobFolder[];
}

/**
 * Makes the places in source files that jobs write, in stack traces and error messages, lead to the user's own files: in
 * outputs, in logs that are open in an editor, and in terminals.
 */
export function registerOutputLinks(language: string, sources: OutputSources, l10n: Localizer): Disposable {
  const store = new DisposableStore();
  store.add(languages.registerDocumentLinkProvider({ language }, new OutputLinks(sources, l10n)));
  store.add(window.registerTerminalLinkProvider(new SourceTerminalLinks(sources, l10n)));
  return store;
}

class OutputLinks implements DocumentLinkProvider {
  constructor(
    private readonly sources: OutputSources,
    private readonly l10n: Localizer,
  ) {}

  async provideDocumentLinks(document: TextDocument, token: CancellationToken): Promise<DocumentLink[]> {
    const files = new SourceFiles(this.sources.all(), this.sources.writersOf(document.uri));
    const links: DocumentLink[] = [];
    const first = Math.max(0, document.lineCount - linesLookedAt);
    for (let line = document.lineCount - 1; line >= first && links.length < linksShown; line -= 1) {
      if (token.isCancellationRequested) return [];
      for (const reference of findSourceReferences(document.lineAt(line).text)) {
        const file = await files.find(reference.path);
        if (file === undefined) continue;
        const link = new DocumentLink(
          new Range(line, reference.start, line, reference.end),
          sourceUri(file, reference),
        );
        link.tooltip = this.l10n.t('Open {0}', `${file}:${reference.line}`);
        links.push(link);
      }
    }
    return links;
  }
}

/** The address of a place in a file, as the editor's links write it. */
function sourceUri(file: string, { line, column }: SourceReference): Uri {
  return Uri.file(file).with({ fragment: column === undefined ? `L${line}` : `L${line},${column}` });
}
