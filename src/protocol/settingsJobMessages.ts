/**
 * What the language client and the language server for `settings.job` say to each other beside the standard protocol:
 * names and types only. Both ends import this file.
 */

/** Sent as `initializationOptions`, and again as parameters of {@link optionsChanged}. */
export interface SettingsJobOptions {
  /** The setting `webjobs.timeZone`, a Windows or IANA name; empty or absent means UTC. */
  readonly timeZone?: string;
  /** Time zones of sites by the beginning of the URIs that belong to them; what a site tells beats {@link timeZone}. */
  readonly siteTimeZones?: Readonly<Record<string, SiteTimeZone>>;
  /** False where nobody else reports JSON errors, duplicate keys and schema violations. Default: true. */
  readonly hasJsonSupport?: boolean;
  /** URIs of Visual Studio's files for which the editor's JSON support has no schema, so that the server helps with them. */
  readonly unhelpedFiles?: readonly string[];
  /** Words and the next run behind a schedule. Default: true. */
  readonly showScheduleHints?: boolean;
  /** The script that starts the job behind the first brace. Default: true. */
  readonly showScriptHints?: boolean;
  /** Texts in the editor's language by their English template; absent for English. */
  readonly translations?: Readonly<Record<string, string>>;
}

/**
 * What a site says of its time zone: the Windows or IANA name in its `WEBSITE_TIME_ZONE`, that there is no such setting, so
 * that the site runs in UTC, or nothing, because it does not tell its settings.
 */
export type SiteTimeZone =
  { readonly kind: 'named'; readonly name: string } | { readonly kind: 'unset' } | { readonly kind: 'untold' };

/** Client → server notification with {@link SettingsJobOptions}. */
export const optionsChanged = 'webjobs/optionsChanged';

/** Server → client request for documents that do not lie on the disk: {@link ListFolderParams} to entries. */
export const listFolder = 'webjobs/listFolder';

export interface ListFolderParams {
  readonly uri: string;
}

/** An entry of a folder; the answer is null when the folder cannot be read. */
export interface ListedEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** Server → client request: {@link ReadFileParams} to the content in Base64, or null when there is no such file. */
export const readFile = 'webjobs/readFile';

export interface ReadFileParams {
  readonly uri: string;
  readonly maxBytes: number;
}

/** Server → client request: {@link WriteFileParams} to null. */
export const writeFile = 'webjobs/writeFile';

export interface WriteFileParams {
  readonly uri: string;
  readonly base64: string;
}

/** Command of the server (`workspace/executeCommand`) that rewrites the bytes of a script; see {@link RewriteScriptArguments}. */
export const rewriteScriptCommand = 'webjobs.server.rewriteScript';

export type RewriteScriptArguments = readonly [uri: string, action: 'convertLineEnds' | 'removeByteOrderMark'];
