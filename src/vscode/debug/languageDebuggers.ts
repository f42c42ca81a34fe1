import { join } from 'node:path';
import type { DebugRuntime } from '../../core/runner/jobSnapshot';
import { pythonDebugType } from '../contributedTypes';

/** The debugger of a language, and the extension that is known to bring it. */
export interface LanguageDebugger {
  /** The type of its configurations. */
  readonly type: string;
  /** What people call the language. */
  readonly language: string;
  readonly extension: { readonly id: string; readonly name: string };
}

/** By runtime. Another extension that offers the same type will do as well. */
export const languageDebuggers: Readonly<Record<DebugRuntime, LanguageDebugger>> = {
  node: of('Node.js', 'node', 'ms-vscode.js-debug', 'JavaScript Debugger'),
  python: of('Python', 'debugpy', 'ms-python.debugpy', 'Python Debugger'),
  java: of('Java', 'java', 'vscjava.vscode-java-debug', 'Debugger for Java'),
  php: of('PHP', 'php', 'xdebug.php-debug', 'PHP Debug'),
  dotnet: of('.NET', 'coreclr', 'ms-dotnettools.csharp', 'C#'),
  powershell: of('PowerShell', 'PowerShell', 'ms-vscode.powershell', 'PowerShell'),
};

function of(language: string, type: string, id: string, name: string): LanguageDebugger {
  return { type, language, extension: { id, name } };
}

/** An installed extension, as far as it matters here. */
export interface InstalledExtension {
  readonly id: string;
  readonly extensionPath: string;
  readonly packageJSON: unknown;
}

/** Whether any installed extension offers debug sessions of this type. */
export function offersDebugType(extensions: Iterable<InstalledExtension>, type: string): boolean {
  for (const { packageJSON } of extensions) {
    const { contributes } = (packageJSON ?? {}) as { contributes?: { debuggers?: unknown } };
    const debuggers: unknown[] = Array.isArray(contributes?.debuggers) ? contributes.debuggers : [];
    if (debuggers.some((each) => (each as { type?: unknown } | null)?.type === type)) return true;
  }
  return false;
}

/** The debug type for processes of a runtime; undefined when the extension that brings it is missing. */
export function debugTypeFor(runtime: DebugRuntime, extensions: readonly InstalledExtension[]): string | undefined {
  const { type } = languageDebuggers[runtime];
  if (offersDebugType(extensions, type)) return type;
  // What runs under debugpy brings a whole debug adapter with it: no extension is needed to talk to that.
  return runtime === 'python' ? pythonDebugType : undefined;
}

/**
 * The debugpy that the Python debugger extension brings, so that the interpreter needs none of its own; undefined without
 * that extension or for another runtime.
 */
export function bundledDebugpy(runtime: DebugRuntime, extensions: readonly InstalledExtension[]): string | undefined {
  if (runtime !== 'python') return undefined;
  const found = extensions.find(({ id }) => id.toLowerCase() === languageDebuggers.python.extension.id);
  return found && join(found.extensionPath, 'bundled', 'libs', 'debugpy');
}
