/** Before each message: its length in bytes, 4 of them, the last first. */
const headBytes = 4;

/** A message as it goes through a pipe: its length, and its JSON. */
export function frameOf(message: object): Buffer {
  const text = JSON.stringify(message);
  const frame = Buffer.allocUnsafe(headBytes + Buffer.byteLength(text));
  frame.writeUInt32LE(frame.length - headBytes);
  frame.write(text, headBytes);
  return frame;
}

/**
 * Reads messages from a pipe, one as it is wanted. Throws where one is longer than `mostBytes`, is no JSON, or the pipe
 * ends within one: whoever sends may have been taken over.
 */
export async function* readFrames(
  pipe: AsyncIterable<Buffer>,
  mostBytes: number,
): AsyncGenerator<unknown, void, undefined> {
  let pieces: Buffer[] = [];
  let bytes = 0;
  let wanted = headBytes;
  for await (const piece of pipe) {
    pieces.push(piece);
    bytes += piece.length;
    // Pieces are put together once they hold a message, not each time one comes.
    while (bytes >= wanted) {
      const [first = piece] = pieces;
      const whole = pieces.length === 1 ? first : Buffer.concat(pieces, bytes);
      const end = headBytes + whole.readUInt32LE();
      if (end > headBytes + mostBytes)
        throw new Error(`Expected a message of at most ${mostBytes} bytes, got ${end - headBytes}.`);
      pieces = [whole];
      wanted = end;
      if (bytes < end) break;
      yield JSON.parse(whole.toString("utf8", headBytes, end));
      pieces = [whole.subarray(end)];
      bytes -= end;
      wanted = headBytes;
    }
  }
  if (bytes > 0) throw new Error("Expected the pipe to end after a message, not within one.");
}
