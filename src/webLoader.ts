import * as vscode from 'vscode';
import type * as ExtensionWeb from './extensionWeb';
import { linkModules } from './linkModules';

/** The files below `dist` that each part needs, with what they share; the build writes the lists. */
declare const webModules: { readonly extension: readonly string[]; readonly server: readonly string[] };

/**
 * VS Code loads a single file of an extension in a browser. This one fetches the others, which are the same as on a desktop,
 * and hands those of the language server on as one script for its worker.
 */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
  const names = [...new Set([...webModules.extension, ...webModules.server])];
  const texts = new Map(
    await Promise.all(
      names.map(async (name) => {
        const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(dist, name));
        return [name, new TextDecoder().decode(bytes)] as const;
      }),
    ),
  );
  const script = (parts: readonly string[]): string => scriptOf(parts.map((name) => [name, texts.get(name) ?? '']));
  // What VS Code does with the file that it loads itself: nothing else runs code of an extension in its worker.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  const load = new Function('outside', `return ${script(webModules.extension)}`)(() => vscode) as (
    name: string,
  ) => typeof ExtensionWeb;
  load('./extensionWeb.js').activate(
    context,
    `const outside = undefined;${script(webModules.server)}("./serverWeb.js")`,
  );
}

/** An expression whose value requires these modules; it names `outside`. */
function scriptOf(texts: readonly (readonly [string, string])[]): string {
  const bodies = texts.map(([name, text]) => `"./${name}":(module,exports,require)=>{${text}\n}`);
  return `(${linkModules.toString()})({${bodies.join(',')}},outside)`;
}
