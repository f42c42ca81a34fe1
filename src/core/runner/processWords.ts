import { splitArguments } from './commandLine';

/** How a program is handed to the system together with the text of its arguments. */
export interface ProcessWords {
  readonly words: readonly string[];
  /** What Node has to be told beside them. */
  readonly options: { readonly argv0?: string; readonly windowsVerbatimArguments?: true };
}

/**
 * Windows gets the text as it is, as in the service, behind the program's name in quotes: programs find out themselves where
 * a word ends, and a folder such as `Program Files` must not end one. Batch files run through a command processor, for
 * which words have to be escaped, and other systems know words only.
 */
export function processWords(
  program: string,
  argumentText: string,
  platform: NodeJS.Platform = process.platform,
): ProcessWords {
  const isVerbatim = platform === 'win32' && !/\.(?:cmd|bat)$/i.test(program);
  if (!isVerbatim) return { words: splitArguments(argumentText), options: {} };
  return { words: [argumentText], options: { argv0: `"${program}"`, windowsVerbatimArguments: true } };
}
