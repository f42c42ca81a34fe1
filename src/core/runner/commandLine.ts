/**
 * Splits the argument text of a command line into words, for systems whose processes get words: by the rules of .NET,
 * which are those of Windows programs. Blanks separate, double quotes keep blanks, `\"` is a quote, a backslash before
 * anything else is itself, and `""` inside quotes is a quote.
 */
export function splitArguments(text: string): string[] {
  const words: string[] = [];
  let index = 0;
  for (;;) {
    while (text[index] === ' ' || text[index] === '\t') index++;
    if (index >= text.length) return words;
    const { word, end } = readWord(text, index);
    words.push(word);
    index = end;
  }
}

function readWord(text: string, start: number): { word: string; end: number } {
  let word = '';
  let isQuoted = false;
  let index = start;
  while (index < text.length) {
    const backslashes = countBackslashes(text, index);
    if (backslashes > 0) {
      index += backslashes;
      if (text[index] !== '"') {
        word += '\\'.repeat(backslashes);
        continue;
      }
      word += '\\'.repeat(Math.floor(backslashes / 2));
      if (backslashes % 2 === 1) {
        word += '"';
        index++;
      }
      continue;
    }
    const character = text[index] ?? '';
    if (character === '"') {
      if (isQuoted && text[index + 1] === '"') {
        word += '"';
        index++;
      } else {
        isQuoted = !isQuoted;
      }
    } else if ((character === ' ' || character === '\t') && !isQuoted) {
      break;
    } else {
      word += character;
    }
    index++;
  }
  return { word, end: index };
}

function countBackslashes(text: string, index: number): number {
  let end = index;
  while (text[end] === '\\') end++;
  return end - index;
}
