import { Transform, type TransformCallback } from "node:stream";

/** A row of COPY … (FORMAT binary): where each field begins in `bytes`, and how long it is; -1 for null. */
export interface CopiedRow {
  bytes: Buffer;
  starts: Int32Array;
  lengths: Int32Array;
}

/** Signature, flags and the length of the header's extension (PostgreSQL, COPY, "Binary Format"). */
const headerLength = 19;

/**
 * Reads COPY's binary format. `onRow` gets the same object for every row, and must not keep it.
 */
export class BinaryCopyReader extends Transform {
  #rest: Buffer = Buffer.alloc(0);
  #hasHeader = false;
  readonly #row: CopiedRow;
  readonly #onRow: (row: CopiedRow) => void;

  constructor(fields: number, onRow: (row: CopiedRow) => void) {
    super({ readableObjectMode: true });
    this.#row = { bytes: this.#rest, starts: new Int32Array(fields), lengths: new Int32Array(fields) };
    this.#onRow = onRow;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    try {
      this.#read(this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]));
      done();
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #read(bytes: Buffer): void {
    let at = 0;
    if (!this.#hasHeader) {
      if (bytes.length < headerLength) {
        this.#rest = bytes;
        return;
      }
      at = headerLength + bytes.readInt32BE(headerLength - 4);
      this.#hasHeader = true;
    }
    for (let end = this.#rowFrom(bytes, at); end !== undefined; end = this.#rowFrom(bytes, at)) {
      this.#onRow(this.#row);
      at = end;
    }
    this.#rest = bytes.subarray(at);
  }

  /** Where the row that begins here ends; undefined when it is not all there, or none follows. */
  #rowFrom(bytes: Buffer, start: number): number | undefined {
    const { starts, lengths } = this.#row;
    if (start + 2 > bytes.length) return undefined;
    const fields = bytes.readInt16BE(start);
    if (fields === -1) return undefined;
    if (fields !== starts.length) throw new Error(`Expected rows of ${starts.length} fields; got ${fields}.`);
    let at = start + 2;
    for (let field = 0; field < fields; field += 1) {
      if (at + 4 > bytes.length) return undefined;
      const length = bytes.readInt32BE(at);
      at += 4;
      starts[field] = at;
      lengths[field] = length;
      if (length > 0) at += length;
    }
    if (at > bytes.length) return undefined;
    this.#row.bytes = bytes;
    return at;
  }
}
