const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).toUpperCase().padStart(2, "0"));

/** Base64 of the text's bytes in UTF-16, little-endian. */
export function toUtf16Base64(text: string): string {
  let bytes = "";
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    bytes += String.fromCharCode(code & 0xff, code >> 8);
  }
  return btoa(bytes);
}

/** The text's bytes in UTF-8 in capital hexadecimal digits. */
export function toUtf8Hex(text: string): string {
  let hex = "";
  for (const byte of new TextEncoder().encode(text)) hex += HEX[byte];
  return hex;
}
