import fc from "fast-check";
import { quote } from "./quote";

it("writes every text as JSON.stringify does", () => {
  const anyText = fc.array(fc.nat(0xffff)).map((codes) => String.fromCharCode(...codes));
  const nearlyPlain = fc.string({ unit: fc.constantFrom("a", " ", "ờ", '"', "\\", "\n", "\u007f", "🏙") });
  fc.assert(
    fc.property(fc.oneof(anyText, nearlyPlain), (text) => {
      expect(quote(text)).toBe(JSON.stringify(text));
    }),
  );
});
