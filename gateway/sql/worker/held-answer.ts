import { closeSync, openSync, readSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";

/** Frames of an answer until all of it is there: in memory, and on disk where they are many. */
export interface HeldAnswer {
  add(frame: Buffer): void;
  /** All of them, in their order, in pieces. */
  pieces(): Iterable<Buffer>;
  close(): void;
}

/** So many bytes are held in memory. */
const inMemory = 8 * 1024 * 1024;
const pieceBytes = 256 * 1024;

/** Throws what the system says where it needs more than `mostBytes`. */
export function holdAnswer(folder: string, mostBytes: number): HeldAnswer {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let bytes = 0;
  let file: number | undefined;
  const flush = () => {
    if (file === undefined) {
      const path = join(folder, "answer");
      file = openSync(path, "wx+", 0o600);
      // Nobody finds it, and it goes with the process.
      unlinkSync(path);
    }
    for (const frame of held) {
      for (let from = 0; from < frame.length; ) from += writeSync(file, frame, from);
    }
    held = [];
    heldBytes = 0;
  };
  return {
    add(frame) {
      bytes += frame.length;
      if (bytes > mostBytes) throw new AnswerTooLarge(mostBytes);
      held.push(frame);
      heldBytes += frame.length;
      if (heldBytes > inMemory) flush();
    },
    *pieces() {
      if (file !== undefined) {
        for (let at = 0; ; ) {
          // Another each time: the one before may not have been sent yet.
          const piece = Buffer.allocUnsafe(pieceBytes);
          const read = readSync(file, piece, 0, pieceBytes, at);
          if (read === 0) break;
          at += read;
          yield piece.subarray(0, read);
        }
      }
      yield* held;
    },
    close() {
      if (file !== undefined) closeSync(file);
    },
  };
}

/** An answer that does not fit on the disk that it may use. */
export class AnswerTooLarge extends Error {
  override name = "AnswerTooLarge";

  constructor(mostBytes: number) {
    super(`Expected an answer of at most ${Math.round(mostBytes / 1024 / 1024)} MB.`);
  }
}
