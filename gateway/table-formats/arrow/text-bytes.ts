/** The texts of a column behind one another as UTF-8, and where each begins. */
export interface TextBytes {
  /** Adds the text of the row; rows come in order. */
  set(at: number, text: string): void;
  /** Bytes so far. */
  length(): number;
  take(rows: number): { data: Uint8Array; valueOffsets: Int32Array };
}

/** Bytes that a text may have for each of its UTF-16 units. */
const mostPerUnit = 3;

export function createTextBytes(mostRows: number): TextBytes {
  let bytes = Buffer.allocUnsafe(mostRows * 16);
  let offsets = new Int32Array(mostRows + 1);
  let length = 0;
  return {
    set: (at, text) => {
      const needed = length + text.length * mostPerUnit;
      if (needed > bytes.length) {
        const larger = Buffer.allocUnsafe(Math.max(needed, bytes.length * 2));
        bytes.copy(larger, 0, 0, length);
        bytes = larger;
      }
      length += bytes.write(text, length);
      offsets[at + 1] = length;
    },
    length: () => length,
    take: (rows) => {
      const taken = { data: bytes.subarray(0, length), valueOffsets: offsets.subarray(0, rows + 1) };
      bytes = Buffer.allocUnsafe(Math.max(mostRows * 16, Math.ceil(length * 1.1)));
      offsets = new Int32Array(mostRows + 1);
      length = 0;
      return taken;
    },
  };
}
