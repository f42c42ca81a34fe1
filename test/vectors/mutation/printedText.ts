/** Words that mean something in a log line, and so must stay in a text that only looks like one. */
const wordsOfLogLines: ReadonlySet<string> = new Set(['SYS', 'ERR', 'INFO', 'WARN']);

/** What the shell or `printf` replaces before it prints: escapes, formats, variables. */
const replacedBeforePrinting = /(\\x[0-9a-f]{2}|\\.|%[-\d.]*[a-z%]|\$\{[^}]*\}|\$\([^)]*\)|\$\w+|\$.)/gi;

/** `echo` or `printf` with its words, up to what ends the command; in a quoted script the quote ends it. */
const shellOutput = /(?<=(^|[\s;{('"]))(echo|printf) ((?:'[^'\n]*'|"[^"\n]*"|[^'"\n;>|&})])*)/g;
const quotedShellOutput = /(?<=')echo [^']*(?=')/g;
const callOutput = /(?:print|console\.log)\([^)]*\)/g;

/** Applies a function to the literal texts that a script prints, and leaves everything else of it alone. */
export function mapPrinted(script: string, map: (text: string) => string): string {
  const literals = (text: string): string =>
    text
      .split(replacedBeforePrinting)
      .map((part, index) => (index % 2 === 0 ? map(part) : part))
      .join('');
  if (quotedShellOutput.test(script)) {
    return script.replace(quotedShellOutput, (command) => `echo ${literals(command.slice('echo '.length))}`);
  }
  return script
    .replace(shellOutput, (_whole, _before, command: string, text: string) => `${command} ${literals(text)}`)
    .replace(callOutput, (call) => call.replace(/(['"])(.*?)\1/g, (text) => literals(text)));
}

/** Replaces the words of a text that are among `words` by others of the same length. */
export function replaceWords(text: string, words: ReadonlySet<string>, rotation: number): string {
  return text.replace(/[A-Za-z]+/g, (word) => (words.has(word) ? rotated(word, rotation) : word));
}

/** The words of a text that can be replaced. */
export function wordsIn(text: string): string[] {
  return [...text.matchAll(/[A-Za-z]+/g)].map(([word]) => word).filter((word) => !wordsOfLogLines.has(word));
}

/** Each letter becomes the one so many places further on: different words stay different. */
function rotated(word: string, by: number): string {
  return word.replace(/[A-Za-z]/g, (letter) => {
    const first = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(first + ((letter.charCodeAt(0) - first + by) % 26));
  });
}
