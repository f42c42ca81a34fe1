/** So many bytes fit into the arguments of one call. */
const chunkBytes = 0x8000;

/** Bytes as Base64, without Node's `Buffer`, because the editor may run in a browser. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    text += String.fromCharCode(...bytes.subarray(start, start + chunkBytes));
  }
  return btoa(text);
}

/** The bytes that {@link toBase64} wrote; throws for text that is no Base64. */
export function fromBase64(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
