import { message, type Message, verbatim } from '../base/message';

/** The operating systems on which a job can be started. */
export type Platform = 'windows' | 'linux' | 'macos';

/** Names under which the service knows its script hosts; they appear in its log lines. */
export type ScriptHostName =
  | 'WindowsScriptHost'
  | 'PowerShellScriptHost'
  | 'BashScriptHost'
  | 'PythonScriptHost'
  | 'PhpScriptHost'
  | 'NodeScriptHost'
  | 'DnxScriptHost'
  | 'FSharpScriptHost'
  | 'JarScriptHost';

/** One row of the service's table of script hosts (kudu-webjobs §2.3). */
export interface ScriptHost {
  readonly name: ScriptHostName;
  /** What people call the kind of script, for messages and tooltips. */
  readonly label: Message;
  /** With the dot, in lower case, in the order in which the service tries them. Empty where {@link fileName} decides. */
  readonly extensions: readonly string[];
  /** The one whole file name that this host accepts, in lower case. */
  readonly fileName?: string;
  /** True for a job type that the documentation lists but the public engine does not have. */
  readonly isDocumentedOnly?: boolean;
}

/** In the service's order; it tries the hosts from top to bottom. */
export const scriptHosts: readonly ScriptHost[] = [
  { name: 'WindowsScriptHost', label: message('Windows command or program'), extensions: ['.cmd', '.bat', '.exe'] },
  { name: 'PowerShellScriptHost', label: verbatim('PowerShell'), extensions: ['.ps1'] },
  { name: 'BashScriptHost', label: verbatim('Bash'), extensions: ['.sh'] },
  { name: 'PythonScriptHost', label: verbatim('Python'), extensions: ['.py'] },
  { name: 'PhpScriptHost', label: verbatim('PHP'), extensions: ['.php'] },
  { name: 'NodeScriptHost', label: verbatim('Node.js'), extensions: ['.js'] },
  { name: 'DnxScriptHost', label: message('DNX project'), extensions: [], fileName: 'project.json' },
  { name: 'FSharpScriptHost', label: message('F# script'), extensions: ['.fsx'] },
  { name: 'JarScriptHost', label: message('Java archive'), extensions: ['.jar'], isDocumentedOnly: true },
];

/** Every extension that makes a file a job's script, with the dot, in the service's order. */
export const scriptExtensions: readonly string[] = scriptHosts.flatMap((host) => host.extensions);

/** The row of a host. */
export function scriptHost(name: ScriptHostName): ScriptHost {
  const host = scriptHosts.find((each) => each.name === name);
  if (host === undefined) throw new RangeError(`No script host is called ${name}.`);
  return host;
}

/**
 * The last part of a file name from its last dot on, in lower case; a name such as `.sh` is all extension, as the
 * service sees it (kudu-webjobs §2.2).
 */
export function extensionOf(fileName: string): string {
  const dot = fileName.lastIndexOf('.');
  return dot === -1 ? '' : fileName.slice(dot).toLowerCase();
}
