const missing = ' has no module debugpy, which Python programs are debugged with.';

/** Says that an interpreter lacks debugpy, and how to get it. Ends without a full stop, because there may be other ways. */
export function debugpyMissingText(program: string): string {
  return `${program}${missing} Install it with "${program} -m pip install debugpy"`;
}

/** Whether a line says what {@link debugpyMissingText} says: a program that a script starts can only write it. */
export function isDebugpyMissing(line: string): boolean {
  return line.includes(missing);
}
