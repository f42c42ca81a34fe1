import { type TextEditor, Uri, languages, window, workspace } from 'vscode';
import type { Clock } from '../../core/base/clock';
import { type Disposable, DisposableStore } from '../../core/base/disposable';
import type { ActionDialogs } from '../dialogs';
import type { Site } from '../sites/site';
import type { SiteRegistry } from '../sites/siteRegistry';
import { LogFollower } from './logFollower';
import type { SiteClients } from './siteClients';
import { SiteFileSystem } from './siteFileSystem';
import { siteSegment } from './siteUri';

/** The scheme of texts that are made when they are asked for. */
const reportScheme = 'webjobs-report';

/** Everything of a site that is shown in an editor: its files, its logs, and what is said about its jobs. */
export class SiteDocuments implements Disposable {
  private readonly store = new DisposableStore();
  private readonly follower = this.store.add(new LogFollower());
  private readonly reports = new Map<string, string>();
  readonly files: SiteFileSystem;

  constructor(registry: SiteRegistry, clients: SiteClients, dialogs: ActionDialogs, clock: Clock) {
    this.files = this.store.add(new SiteFileSystem(registry, clients, dialogs, clock));
    const provideTextDocumentContent = (uri: Uri): string | undefined => this.reports.get(uri.toString());
    this.store.add(workspace.registerTextDocumentContentProvider(reportScheme, { provideTextDocumentContent }));
    this.store.add(workspace.onDidCloseTextDocument(({ uri }) => this.reports.delete(uri.toString())));
  }

  /** Opens a log at its end, where it stays while the log grows. */
  async openLog(site: Site, path: string): Promise<TextEditor> {
    const document = await workspace.openTextDocument(this.files.uri(site, path));
    const editor = await window.showTextDocument(await languages.setTextDocumentLanguage(document, 'webjobs-log'));
    this.follower.showEnd(editor);
    return editor;
  }

  /** Shows a Markdown text; a new one each time, because the editor keeps the text of a document that it knows. */
  async showReport(site: Site, title: string, markdown: string): Promise<void> {
    const path = `/${siteSegment(site.id)}/${title}.md`;
    const uri = Uri.from({ scheme: reportScheme, path, query: String(this.reports.size + Date.now()) });
    this.reports.set(uri.toString(), markdown);
    await window.showTextDocument(uri, { preview: true });
  }

  dispose(): void {
    this.store.dispose();
    this.reports.clear();
  }
}
