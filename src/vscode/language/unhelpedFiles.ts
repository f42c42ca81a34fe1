import { type Diagnostic, languages, type TextDocument, workspace } from 'vscode';
import { type Disposable, DisposableStore } from '../../core/base/disposable';
import { EventEmitter } from '../../core/base/event';
import { projectFileKind } from '../../core/jobs/projectFiles';

/**
 * Visual Studio's files among the open ones for which the editor's JSON support has no schema. Visual Studio writes the
 * address of a schema into them, which beats what extensions contribute, also when nothing is loaded from there: the
 * address is not among those that VS Code trusts, or there is no network.
 */
export class UnhelpedFiles implements Disposable {
  private readonly store = new DisposableStore();
  private readonly didChange = this.store.add(new EventEmitter<void>());
  private found: readonly string[] = [];

  readonly onDidChange = this.didChange.event;

  constructor() {
    this.store.add(workspace.onDidOpenTextDocument((document) => this.lookAt(document)));
    this.store.add(workspace.onDidCloseTextDocument((document) => this.lookAt(document)));
    this.store.add(workspace.onDidChangeTextDocument(({ document }) => this.lookAt(document)));
    this.store.add(
      languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some(({ path }) => projectFileKind(path) !== undefined)) this.look();
      }),
    );
    this.store.add(
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(downloadSetting)) this.look();
      }),
    );
    this.look();
  }

  /** Their URIs, as the language client writes them. */
  all(): readonly string[] {
    return this.found;
  }

  dispose(): void {
    this.store.dispose();
  }

  private lookAt(document: TextDocument): void {
    if (projectFileKind(document.uri.path) !== undefined) this.look();
  }

  private look(): void {
    const found = workspace.textDocuments.filter(isUnhelped).map(({ uri }) => uri.toString());
    if (found.join('\n') === this.found.join('\n')) return;
    this.found = found;
    this.didChange.fire();
  }
}

const downloadSetting = 'json.schemaDownload.enable';

function isUnhelped(document: TextDocument): boolean {
  if (document.isClosed || projectFileKind(document.uri.path) === undefined) return false;
  if (!/"\$schema"\s*:\s*"https?:/.test(document.getText())) return false;
  // Where nothing is to be loaded, the JSON support does not say that it has not been.
  if (workspace.getConfiguration().get(downloadSetting) === false) return true;
  return languages.getDiagnostics(document.uri).some(saysUnresolved);
}

/** A schema that was not loaded: codes of `vscode-json-languageservice`, up to version 5.6 and from it on. */
function saysUnresolved({ source, code }: Diagnostic): boolean {
  return source !== 'webjobs' && typeof code === 'number' && (code === 0x300 || code >= 0x10000);
}
