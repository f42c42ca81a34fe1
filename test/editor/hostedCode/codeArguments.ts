import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What the arguments of VS Code's command line ask for, as far as the npm-hosted one can do it. */
export interface CodeArguments {
  readonly folder: string | undefined;
  readonly extensionPath: string | undefined;
  readonly testsPath: string;
  readonly userData: string | undefined;
  readonly extensions: string | undefined;
  readonly locale: string | undefined;
  readonly isTrustDisabled: boolean;
}

/**
 * Reads a command line as the desktop VS Code would. Flags that mean nothing to a headless window are ignored.
 *
 * @throws when there is no `--extensionTestsPath`, or when its module or the extension does not exist.
 */
export function parseCodeArguments(words: readonly string[]): CodeArguments {
  const { values, positionals } = parseArgs({ args: [...words], strict: false, allowPositionals: true });
  const path = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' ? resolve(value) : undefined;
  };
  const testsPath = existing(path('extensionTestsPath'), '--extensionTestsPath');
  if (testsPath === undefined) throw new Error('--extensionTestsPath is missing: there is nothing to run.');
  return {
    testsPath,
    folder: positionals[0] === undefined ? undefined : existing(resolve(positionals[0]), 'the folder'),
    extensionPath: existing(path('extensionDevelopmentPath'), '--extensionDevelopmentPath'),
    userData: path('user-data-dir'),
    extensions: path('extensions-dir'),
    locale: typeof values.locale === 'string' ? values.locale : undefined,
    isTrustDisabled: values['disable-workspace-trust'] === true,
  };
}

function existing(path: string | undefined, name: string): string | undefined {
  // VS Code resolves modules, so the extension of the file may be left out.
  if (path === undefined || existsSync(path) || existsSync(`${path}.js`)) return path;
  throw new Error(`There is nothing at "${path}", which ${name} names.`);
}
