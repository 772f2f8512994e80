import fc from "fast-check";
import { frameOf, readFrames } from "./frames";

/** Bytes in pieces of these lengths, again and again. */
async function* pieces(bytes: Buffer, lengths: readonly number[]): AsyncGenerator<Buffer> {
  let from = 0;
  for (let at = 0; from < bytes.length; at++) {
    const length = lengths[at % lengths.length] ?? 1;
    yield bytes.subarray(from, from + length);
    from += length;
  }
}

async function readAll(bytes: Buffer, lengths: readonly number[], mostBytes = 1_000_000): Promise<unknown[]> {
  const read: unknown[] = [];
  for await (const message of readFrames(pieces(bytes, lengths), mostBytes)) read.push(message);
  return read;
}

it("come as they were sent, however the pipe cuts them", async () => {
  const messages = fc.array(fc.record({ text: fc.string({ unit: "grapheme" }), rows: fc.array(fc.nat()) }));
  const lengths = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(messages, lengths, async (sent, cut) => {
      expect(await readAll(Buffer.concat(sent.map(frameOf)), cut)).toEqual(sent);
    }),
  );
});

it.each([
  [
    "is longer than it may be",
    Buffer.concat([frameOf({ a: 1 }), frameOf({ text: "x".repeat(100) })]),
    "Expected a message of at most 50 bytes, got 111.",
  ],
  [
    "is cut off",
    frameOf({ a: 1 }).subarray(0, -1),
    "Expected the pipe to end after a message, not within one.",
  ],
  [
    "is no JSON",
    Buffer.from("\u0002\0\0\0{]"),
    "Expected property name or '}' in JSON at position 1 (line 1 column 2)",
  ],
])("are refused when one %s", async (_what, bytes, message) => {
  await expect(readAll(bytes, [7], 50)).rejects.toThrow(message);
});
