/** How the bytes of a text file are encoded; `mark` tells whether they begin with a byte order mark. */
export interface DecodedText {
  /** Without the byte order mark. */
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';
  readonly hasMark: boolean;
}

/**
 * Decodes `settings.job` as the service does: by its byte order mark, else as UTF-8. Bytes that are no valid text become
 * U+FFFD (kudu-webjobs §3.2).
 */
export function decodeSettings(bytes: Uint8Array): DecodedText {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) {
    if (bytes.length >= 4 && c === 0 && d === 0) return decodeUtf32(bytes, 'utf-32le');
    return { text: decode(bytes.subarray(2), 'utf-16le'), encoding: 'utf-16le', hasMark: true };
  }
  if (a === 0xfe && b === 0xff)
    return { text: decode(bytes.subarray(2), 'utf-16be'), encoding: 'utf-16be', hasMark: true };
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return decodeUtf32(bytes, 'utf-32be');
  const hasMark = a === 0xef && b === 0xbb && c === 0xbf;
  return { text: decode(hasMark ? bytes.subarray(3) : bytes, 'utf-8'), encoding: 'utf-8', hasMark };
}

function decode(bytes: Uint8Array, encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): string {
  // A second mark is text to the service, and an error to its JSON library: it must not be swallowed here.
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
}

function decodeUtf32(bytes: Uint8Array, encoding: 'utf-32le' | 'utf-32be'): DecodedText {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  for (let offset = 4; offset + 4 <= bytes.length; offset += 4) {
    const point = view.getUint32(offset, encoding === 'utf-32le');
    const isValid = point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
    parts.push(isValid ? String.fromCodePoint(point) : '\ufffd');
  }
  if (bytes.length % 4 !== 0) parts.push('\ufffd');
  return { text: parts.join(''), encoding, hasMark: true };
}
