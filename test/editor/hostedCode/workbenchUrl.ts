/** What a window of the hosted VS Code shows and loads. */
export interface WindowOptions {
  /** Absolute path of the folder, or of the `.code-workspace` file, to open; an empty window without one. */
  readonly folder?: string | undefined;
  readonly extensionPath?: string | undefined;
  /** Absolute path of a module whose `run()` holds the tests. */
  readonly testsPath?: string;
  readonly connectionToken?: string;
}

/** The address that makes a browser show such a window. */
export function workbenchUrl(port: number, options: WindowOptions): string {
  const remote = (path: string): string => `vscode-remote://127.0.0.1:${port}${path}`;
  const url = new URL(`http://127.0.0.1:${port}/`);
  if (options.folder !== undefined) {
    url.searchParams.set(options.folder.endsWith('.code-workspace') ? 'workspace' : 'folder', options.folder);
  }
  if (options.connectionToken !== undefined) url.searchParams.set('tkn', options.connectionToken);
  const payload: [string, string][] = [['skipWelcome', 'true']];
  if (options.extensionPath !== undefined) payload.push(['extensionDevelopmentPath', remote(options.extensionPath)]);
  if (options.testsPath !== undefined) payload.push(['extensionTestsPath', remote(options.testsPath)]);
  url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}
