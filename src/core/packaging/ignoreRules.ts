import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ignore from 'ignore';
import { errorMessage, systemErrorCode, UserError } from '../base/userError';

/** The ignore file of a job, in the syntax of `.gitignore`; it lies at the root of the job folder. */
export const ignoreFileName = '.webjobsignore';

/** Left out of every package, because no job needs them. A later `!pattern` takes one back in. */
const defaultPatterns: readonly string[] = [`/${ignoreFileName}`, '.git', '.svn', '.hg', '.DS_Store', 'Thumbs.db'];

/** Finds what the default patterns may mean, and little else: without rules of its own, most jobs need no more. */
const mayBeDefault = /(?:^|\/)(?:\.|thumbs\.db)/i;

/** Tells which paths of a job stay at home. */
export interface IgnoreRules {
  /** @param path relative, with `/`; a folder ends with `/`. */
  isIgnored(path: string): boolean;
}

/** The rules of a job folder: defaults, then its ignore file, then `extraPatterns`; later ones win. */
export function readIgnoreRules(folder: string, extraPatterns: readonly string[] = []): IgnoreRules {
  return createIgnoreRules([...readIgnoreFile(join(folder, ignoreFileName)).split(/\r?\n/), ...extraPatterns]);
}

export function createIgnoreRules(patterns: readonly string[]): IgnoreRules {
  const rules = ignore().add([...defaultPatterns, ...patterns]);
  const isIgnored = (path: string): boolean => rules.ignores(path);
  const hasOwnRules = patterns.some((pattern) => pattern.trim() !== '' && !pattern.startsWith('#'));
  return { isIgnored: hasOwnRules ? isIgnored : (path) => mayBeDefault.test(path) && isIgnored(path) };
}

function readIgnoreFile(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return '';
    throw new UserError(
      'ignore-file-unreadable',
      `Cannot read the ignore file ${file}: ${errorMessage(error)}. Make it readable or remove it.`,
      { cause: error },
    );
  }
}
