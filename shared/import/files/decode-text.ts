/** How a text file is written: its first bytes say so, or the zeros in them. */
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be";

export function textEncodingOf(head: Buffer): TextEncoding {
  const mark = head.length >= 2 ? head.readUInt16BE(0) : 0;
  if (mark === 0xfffe) return "utf-16le";
  if (mark === 0xfeff) return "utf-16be";
  // Separators, digits and line breaks are in every table: in UTF-16 every other of their bytes is zero.
  const sample = head.subarray(0, 1_000);
  const zeros = (odd: number) => sample.filter((byte, at) => byte === 0 && at % 2 === odd).length;
  const many = sample.length / 8;
  if (zeros(1) > many && zeros(0) < many / 8) return "utf-16le";
  return zeros(0) > many && zeros(1) < many / 8 ? "utf-16be" : "utf-8";
}

/** The same bytes in UTF-8. Half a character at the end of a piece waits for the next. */
export async function* toUtf8(
  chunks: AsyncIterable<Buffer>,
  encoding: TextEncoding,
): AsyncGenerator<Buffer, void, undefined> {
  if (encoding === "utf-8") return yield* chunks;
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}
