import { join } from 'node:path';
import { Uri, commands, l10n, workspace } from 'vscode';
import { type Disposable, DisposableStore } from '../../core/base/disposable';
import { UserError } from '../../core/base/userError';
import type { PreparedPublish } from '../../core/publish/preparePublish';
import type { ScmClient } from '../../core/remote/scmClient';

/** The scheme of read-only documents that hold a site's version of a file. */
const scheme = 'webjobs-site';

/** Beyond this the editor would only stumble; the file can still be published. */
const maxBytes = 5 * 1024 * 1024;

/** Shows the difference between a local file and the site's, in the editor's own view (P4). */
export class SiteFileDiff implements Disposable {
  private readonly store = new DisposableStore();
  private readonly texts = new Map<string, string>();

  constructor() {
    const provideTextDocumentContent = (uri: Uri): string | undefined => this.texts.get(uri.toString());
    this.store.add(workspace.registerTextDocumentContentProvider(scheme, { provideTextDocumentContent }));
    this.store.add(workspace.onDidCloseTextDocument(({ uri }) => this.texts.delete(uri.toString())));
  }

  /**
   * Left what the site holds, right what would be sent.
   *
   * @param sitePath relative to the job's folder on the site; `path` is the local spelling.
   */
  async show(
    client: ScmClient,
    { request, targetFolder }: PreparedPublish,
    { path, sitePath }: { readonly path: string; readonly sitePath: string },
  ): Promise<void> {
    const remotePath = `${targetFolder}/${sitePath}`;
    const text = await readText(client, remotePath);
    // A query of its own for each look, because the editor keeps the text of a document that it knows.
    const left = Uri.from({ scheme, authority: client.host, path: `/${remotePath}`, query: String(Date.now()) });
    this.texts.set(left.toString(), text);
    const right = Uri.file(join(request.folder, path));
    const title = l10n.t('{0}: {1} ↔ here', path, client.host);
    await commands.executeCommand('vscode.diff', left, right, title, { preview: true, preserveFocus: true });
  }

  dispose(): void {
    this.store.dispose();
    this.texts.clear();
  }
}

async function readText(client: ScmClient, path: string): Promise<string> {
  const answer = await client.readFile(path, async ({ chunks }) => {
    const parts: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooLarge(path);
      parts.push(chunk);
    }
    return new TextDecoder().decode(Buffer.concat(parts));
  });
  if (answer.state === 'read') return answer.value;
  throw new UserError('site-file-missing', l10n.t('{0} is no longer there on {1}. Compare again.', path, client.host));
}

function tooLarge(path: string): UserError {
  return new UserError('site-file-too-large', l10n.t('{0} is too large to be compared in the editor.', path));
}
