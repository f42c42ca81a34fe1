import {
  Position,
  Selection,
  type TerminalLink,
  type TerminalLinkContext,
  type TerminalLinkProvider,
  Uri,
  window,
} from 'vscode';
import type { Localizer } from '../localizer';
import type { OutputSources } from './outputLinks';
import { SourceFiles } from './sourceFiles';
import { type SourceReference, findSourceReferences } from './sourceReferences';

interface SourceTerminalLink extends TerminalLink {
  readonly file: string;
  readonly reference: SourceReference;
}

/** Leads from a working copy's path in a terminal to the user's file; other paths are left to the editor's own links. */
export class SourceTerminalLinks implements TerminalLinkProvider<SourceTerminalLink> {
  constructor(
    private readonly sources: OutputSources,
    private readonly l10n: Localizer,
  ) {}

  async provideTerminalLinks({ line }: TerminalLinkContext): Promise<SourceTerminalLink[]> {
    const references = findSourceReferences(line);
    if (references.length === 0) return [];
    const files = new SourceFiles(this.sources.all(), []);
    const links = references.map(async (reference): Promise<SourceTerminalLink[]> => {
      const file = await files.find(reference.path);
      if (file === undefined || file === reference.path) return [];
      const { start, end } = reference;
      const tooltip = this.l10n.t('Open {0}', `${file}:${reference.line}`);
      return [{ startIndex: start, length: end - start, tooltip, file, reference }];
    });
    return (await Promise.all(links)).flat();
  }

  async handleTerminalLink({ file, reference }: SourceTerminalLink): Promise<void> {
    const place = new Position(reference.line - 1, (reference.column ?? 1) - 1);
    await window.showTextDocument(Uri.file(file), { selection: new Selection(place, place) });
  }
}
