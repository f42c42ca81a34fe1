import * as vscode from 'vscode';

/**
 * The debug adapter of a Python process: debugpy, which runs in the process, starts one that listens on the same port as it
 * waits on, so that no extension is needed to reach it.
 */
export function connectToDebugpy(configuration: vscode.DebugConfiguration): vscode.DebugAdapterDescriptor {
  const { connect } = configuration as { readonly connect?: { readonly host?: string; readonly port?: number } };
  if (connect?.port === undefined) {
    throw new Error(
      vscode.l10n.t('Sessions of the type {0} are started by those of {1}.', configuration.type, 'webjob'),
    );
  }
  return new vscode.DebugAdapterServer(connect.port, connect.host);
}
