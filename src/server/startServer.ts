import {
  CodeActionKind,
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeResult,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Logger } from '../core/base/logger';
import {
  optionsChanged,
  type RewriteScriptArguments,
  rewriteScriptCommand,
  type SettingsJobOptions,
} from '../protocol/settingsJobMessages';
import { projectFileKind } from '../core/jobs/projectFiles';
import type { DocumentService } from './documentService';
import { guard } from './guard';
import type { SettingsJobEnvironment } from './service/environment';
import { SettingsJobService } from './service/settingsJobService';
import { Texts } from './service/texts';
import { ProjectFileService } from './visualStudio/projectFileService';

/** What the process that the server runs in supplies; the options of the client are added to it. */
export type ServerRuntime = (connection: Connection, options: () => SettingsJobOptions) => SettingsJobEnvironment;

/** Serves `settings.job` and Visual Studio's files over a connection, and begins to listen. */
export function startServer(connection: Connection, runtime: ServerRuntime): void {
  let options: SettingsJobOptions = {};
  const documents = new TextDocuments(TextDocument);
  let texts = new Texts();
  const service = new SettingsJobService(
    runtime(connection, () => options),
    () => texts,
  );
  const projectFiles = new ProjectFileService(
    (uri) => options.unhelpedFiles?.includes(uri) ?? false,
    () => texts,
  );
  const serviceOf = ({ uri }: TextDocument): DocumentService =>
    projectFileKind(uri) === undefined ? service : projectFiles;
  const takeOptions = (taken: SettingsJobOptions): void => {
    options = taken;
    texts = new Texts(taken.translations);
  };
  const logger = connectionLogger(connection);

  let canRefreshHints = false;
  let canWatchFiles = false;
  connection.onInitialize(({ initializationOptions, capabilities }): InitializeResult => {
    canRefreshHints = capabilities.workspace?.inlayHint?.refreshSupport ?? false;
    canWatchFiles = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false;
    takeOptions((initializationOptions as SettingsJobOptions | undefined) ?? {});
    return {
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        hoverProvider: true,
        completionProvider: { triggerCharacters: ['"', ' ', ',', '-', '/'] },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
        inlayHintProvider: true,
        executeCommandProvider: { commands: [rewriteScriptCommand] },
      },
      serverInfo: { name: 'webjobs' },
    };
  });

  const latestValidation = new Map<string, symbol>();
  const publish = guard('validation', undefined, logger, async (document: TextDocument) => {
    const { uri, version } = document;
    const validation = Symbol();
    latestValidation.set(uri, validation);
    const diagnostics = await serviceOf(document).validate(document, options.hasJsonSupport ?? true);
    // An answer for an older text or folder, or for a closed document, comes too late.
    if (latestValidation.get(uri) === validation) await connection.sendDiagnostics({ uri, version, diagnostics });
  });
  const publishAll = (): void => {
    for (const document of documents.all()) void publish(document, neverCancelled);
  };
  const rereadFolders = (): void => {
    service.forgetFolders();
    publishAll();
  };
  // A client that watches no files at least tells of these.
  documents.onDidOpen(() => service.forgetFolders());
  documents.onDidSave(rereadFolders);
  documents.onDidChangeContent(({ document }) => void publish(document, neverCancelled));
  documents.onDidClose(({ document: { uri } }) => {
    latestValidation.delete(uri);
    void connection.sendDiagnostics({ uri, diagnostics: [] });
  });
  connection.onNotification(optionsChanged, (changed: SettingsJobOptions) => {
    takeOptions(changed);
    publishAll();
    if (canRefreshHints) void connection.languages.inlayHint.refresh();
  });
  connection.onInitialized(() => {
    if (!canWatchFiles) return;
    const watchers = [{ globPattern: '**/{continuous,triggered}/**' }];
    void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  });
  connection.onDidChangeWatchedFiles(rereadFolders);

  connection.onHover(
    guard('hover', null, logger, async ({ textDocument, position }) => {
      const document = documents.get(textDocument.uri);
      return document === undefined ? null : ((await serviceOf(document).hover(document, position)) ?? null);
    }),
  );
  connection.onCompletion(
    guard('completion', [], logger, ({ textDocument, position }) => {
      const document = documents.get(textDocument.uri);
      return document === undefined ? [] : serviceOf(document).complete(document, position);
    }),
  );
  connection.onCodeAction(
    guard('codeAction', [], logger, ({ textDocument, range, context }) => {
      const document = documents.get(textDocument.uri);
      return document === undefined ? [] : serviceOf(document).codeActions(document, range, context.diagnostics);
    }),
  );
  connection.languages.inlayHint.on(
    guard('inlayHint', [], logger, ({ textDocument }) => {
      const document = documents.get(textDocument.uri);
      const { showScheduleHints: schedule = true, showScriptHints: script = true } = options;
      return document === undefined ? [] : serviceOf(document).inlayHints(document, { schedule, script });
    }),
  );
  connection.onExecuteCommand(
    guard('executeCommand', null, logger, async ({ command, arguments: args }) => {
      if (command !== rewriteScriptCommand) return null;
      await service.rewriteScript(...(args as unknown as RewriteScriptArguments));
      publishAll();
      return null;
    }),
  );

  documents.listen(connection);
  connection.listen();
}

/** For work that no request asked for. */
const neverCancelled = {
  isCancellationRequested: false,
  onCancellationRequested: () => ({ dispose: () => undefined }),
};

function connectionLogger(connection: Connection): Logger {
  return {
    debug: (message) => connection.console.debug(message),
    info: (message) => connection.console.info(message),
    warn: (message) => connection.console.warn(message),
    error: (message, cause) =>
      connection.console.error(
        `${message}: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`,
      ),
  };
}
