import fc from "fast-check";
import { JsonBytes } from "./json-bytes";

const bytes = new JsonBytes();

it("writes every text as JSON.stringify does", () => {
  const anyText = fc.array(fc.nat(0xffff)).map((codes) => String.fromCharCode(...codes));
  const nearlyPlain = fc.string({
    unit: fc.constantFrom("a", " ", "ờ", "đ", '"', "\\", "\n", "\u007f", "🏙"),
  });
  fc.assert(
    fc.property(fc.array(fc.oneof(anyText, nearlyPlain)), (texts) => {
      bytes.clear();
      bytes.ascii("[");
      for (const [index, text] of texts.entries()) {
        if (index > 0) bytes.ascii(",");
        bytes.text(text);
      }
      bytes.ascii("]");
      expect(bytes.copy().toString()).toBe(JSON.stringify(texts));
    }),
  );
});

it("grows, and keeps what it has given", () => {
  const long = "đường ".repeat(100_000);
  bytes.clear();
  bytes.json(JSON.stringify({ long }));
  const first = bytes.copy();
  bytes.clear();
  bytes.text(long);
  expect([first.toString(), bytes.copy().toString()]).toEqual([
    JSON.stringify({ long }),
    JSON.stringify(long),
  ]);
});
