import fc from "fast-check";
import { Dictionary } from "./dictionary";

/** Texts of a few letters, of which many have the same hash: "Aa" and "BB" for one. */
const key = fc.oneof(
  fc.string({ unit: fc.constantFrom("A", "a", "B", "Đ", "ệ"), maxLength: 4 }),
  fc.string({ unit: "grapheme" }),
);

it("gives a key the same ordinal whether it comes as a text or as bytes among others", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(key, fc.boolean()), { maxLength: 60 }), (keys) => {
      const [read, expected] = [new Dictionary(), new Map<string, number>()];
      for (const [key, isText] of keys) {
        if (!expected.has(key)) expected.set(key, expected.size + 1);
        const bytes = Buffer.from(`<${key}>`);
        const ordinal = isText ? read.ordinalOf(key) : read.ordinalOfBytes(bytes, 1, bytes.length - 1);
        expect(ordinal).toBe(expected.get(key));
        expect(read.keyOf(ordinal)).toBe(key);
        bytes.fill("x");
      }
      expect(read.size).toBe(expected.size + 1);
    }),
  );
});
