/**
 * Character classes as the service's JSON library sees them, one UTF-16 code unit at a time (kudu-webjobs §3.2).
 */

/** White space of .NET: the Unicode separators, the ASCII control characters from tab to return, and U+0085. */
export function isWhiteSpace(code: number): boolean {
  return (
    code === 0x20 ||
    (code >= 0x09 && code <= 0x0d) ||
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/** What the library skips between tokens: white space, and NUL characters as they pad a file. */
export function isSkipped(code: number): boolean {
  return code === 0 || isWhiteSpace(code);
}

/** Letters, digits, `_` and `$`: the characters of an unquoted key. */
export function isIdentifierCharacter(character: string): boolean {
  return /^[\p{L}\p{Nd}_$]$/u.test(character);
}
