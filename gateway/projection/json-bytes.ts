/**
 * JSON as bytes, put together from pieces. A text that is put together from thousands has to be joined and encoded
 * before it can be sent, which takes longer than to write it.
 */
export class JsonBytes {
  private bytes = Buffer.allocUnsafeSlow(usualSize);
  private length = 0;

  /** Begins anew. */
  clear(): void {
    this.length = 0;
    // One answer of many megabytes is not held for ever.
    if (this.bytes.length > keptSize) this.bytes = Buffer.allocUnsafeSlow(usualSize);
  }

  /** All that was written, as bytes of their own. */
  copy(): Buffer {
    const copied = Buffer.allocUnsafe(this.length);
    this.bytes.copy(copied, 0, 0, this.length);
    return copied;
  }

  /** Adds JSON of which every character is one of ASCII. */
  ascii(json: string): void {
    this.makeRoom(json.length);
    const { bytes } = this;
    let at = this.length;
    for (let index = 0; index < json.length; index++) bytes[at++] = json.charCodeAt(index);
    this.length = at;
  }

  /** Adds any JSON. */
  json(json: string): void {
    this.makeRoom(3 * json.length);
    this.length += this.bytes.write(json, this.length);
  }

  /** Adds a text with its quotes, escaped as JSON.stringify does. */
  text(text: string): void {
    this.makeRoom(3 * text.length + 2);
    const { bytes } = this;
    let at = this.length;
    bytes[at++] = 0x22;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (mayNeedEscape(code)) {
        this.json(JSON.stringify(text));
        return;
      }
      if (code < 0x80) {
        bytes[at++] = code;
      } else if (code < 0x800) {
        bytes[at++] = 0xc0 | (code >> 6);
        bytes[at++] = 0x80 | (code & 0x3f);
      } else {
        bytes[at++] = 0xe0 | (code >> 12);
        bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
        bytes[at++] = 0x80 | (code & 0x3f);
      }
    }
    bytes[at++] = 0x22;
    this.length = at;
  }

  private makeRoom(size: number): void {
    const needed = this.length + size;
    if (needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.bytes.length));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}

/** Control characters, quotes, backslashes, and the halves of characters beyond 16 bits, which are escaped when alone. */
function mayNeedEscape(code: number): boolean {
  return code < 0x20 || code === 0x22 || code === 0x5c || (code >= 0xd800 && code <= 0xdfff);
}

const usualSize = 64 * 1024;
const keptSize = 1024 * 1024;
