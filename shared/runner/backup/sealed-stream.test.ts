import { randomBytes } from "node:crypto";
import { open, seal } from "./sealed-stream";

const [key, salt] = [randomBytes(32), randomBytes(32)];
const part = 256 * 1024;

async function collect(source: AsyncIterable<Buffer>): Promise<Buffer[]> {
  const parts: Buffer[] = [];
  for await (const each of source) parts.push(each);
  return parts;
}

/** In chunks of other lengths than the parts. */
async function* chunked(bytes: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

it.each([0, 1, part - 1, part, part + 1, 2 * part, 3 * part + 17])(
  "opens %i bytes as they were",
  async (length) => {
    const bytes = randomBytes(length);
    const sealed = await collect(seal(chunked(bytes, 100_003), key, salt));
    expect(sealed).toHaveLength(Math.max(1, Math.ceil(length / part)));
    const opened = await collect(open(chunked(Buffer.concat(sealed), 65_537), key, salt));
    expect(Buffer.concat(opened).equals(bytes)).toBe(true);
  },
);

it("notices parts that are left out, at the end, too, exchanged or added, before anything of them is given", async () => {
  const [one, two, three] = await collect(seal(chunked(randomBytes(2 * part + 5), 100_003), key, salt));
  if (!one || !two || !three) throw new Error("Expected three parts.");
  const attacks = [
    [one, two],
    [two, one, three],
    [one, three],
    [one, two, three, three],
    [one, two, two, three],
    [three],
  ];
  for (const parts of attacks) {
    const opened = collect(open(chunked(Buffer.concat(parts), 1 << 16), key, salt));
    await expect(opened).rejects.toThrow("the key is another, or the file was changed");
  }
});

it("opens with no other key or salt", async () => {
  const sealed = Buffer.concat(await collect(seal(chunked(randomBytes(9), 9), key, salt)));
  await expect(collect(open(chunked(sealed, 5), randomBytes(32), salt))).rejects.toThrow(
    "the key is another",
  );
  await expect(collect(open(chunked(sealed, 5), key, randomBytes(32)))).rejects.toThrow("the key is another");
  await expect(collect(open(chunked(sealed.subarray(0, 10), 5), key, salt))).rejects.toThrow(
    "the end is missing",
  );
});
