import type { CodeAction, CompletionItem, Diagnostic, Hover, InlayHint, Position, Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextRange } from '../../core/jobs/relaxedJsonNodes';
import type { RewriteScriptArguments } from '../../protocol/settingsJobMessages';
import type { DocumentService } from '../documentService';
import { codeActionsAt } from './codeActions';
import { completeAt } from './completion';
import { DocumentCache, FolderCache } from './documentModel';
import type { SettingsJobEnvironment } from './environment';
import { FieldValues } from './fieldValues';
import { hoverAt } from './hover';
import { inlayHintsOf, type WantedHints } from './inlayHints';
import { PresetList } from './presets';
import { rewriteScript } from './rewriteScript';
import { ScheduleExplanations } from './scheduleExplanation';
import type { ServiceContext } from './serviceContext';
import { Texts } from './texts';
import { validate } from './validation';

/** Scripts that are rewritten are small; a larger file is left alone. */
const maxRewriteBytes = 16 * 1024 * 1024;

/** Every feature for `settings.job`: text in, answers out. Opens no connection; files come from the environment. */
export class SettingsJobService implements DocumentService {
  private readonly cache = new DocumentCache();
  private readonly folders: FolderCache;
  private readonly presets = new PresetList();
  private readonly fieldValues = new FieldValues();
  private readonly explanations = new ScheduleExplanations();

  /** @param texts the language to answer in, asked for each time. */
  constructor(
    private readonly environment: SettingsJobEnvironment,
    private readonly texts: () => Texts = () => new Texts(),
  ) {
    this.folders = new FolderCache(environment);
  }

  /** Files of jobs changed: folders are read again when they are needed next. */
  forgetFolders(): void {
    this.folders.clear();
  }

  validate(document: TextDocument, hasJsonSupport: boolean): Promise<Diagnostic[]> {
    return validate(document, this.context, hasJsonSupport);
  }

  hover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    return hoverAt(document, document.offsetAt(position), this.context, rangesOf(document));
  }

  complete(document: TextDocument, position: Position): CompletionItem[] {
    return completeAt(document, document.offsetAt(position), this.context, rangesOf(document));
  }

  codeActions(document: TextDocument, range: Range, shownDiagnostics: readonly Diagnostic[]): Promise<CodeAction[]> {
    return codeActionsAt(document, range, shownDiagnostics, this.context, rangesOf(document));
  }

  inlayHints(document: TextDocument, wanted: WantedHints = { schedule: true, script: true }): Promise<InlayHint[]> {
    return inlayHintsOf(document, this.context, (offset) => document.positionAt(offset), wanted);
  }

  /** Carries out the quick fix that changes the bytes of a script. */
  async rewriteScript(...[uri, action]: RewriteScriptArguments): Promise<void> {
    const slash = uri.lastIndexOf('/');
    const files = this.environment.files(uri.slice(0, slash));
    const content = await files.read(decodeURIComponent(uri.slice(slash + 1)), maxRewriteBytes + 1);
    if (content === undefined || content.length > maxRewriteBytes) return;
    await this.environment.write(uri, rewriteScript(content, action));
    this.forgetFolders();
  }

  private get context(): ServiceContext {
    const { environment, cache, folders, presets, explanations, fieldValues } = this;
    return { environment, cache, folders, presets, explanations, fieldValues, texts: this.texts() };
  }
}

function rangesOf(document: TextDocument): (range: TextRange) => Range {
  return ({ start, end }) => ({ start: document.positionAt(start), end: document.positionAt(end) });
}
