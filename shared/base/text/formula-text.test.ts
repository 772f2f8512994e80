import fc from "fast-check";
import { protectFormula, unprotectFormula } from "./formula-text";

const text = fc.string({
  unit: fc.constantFrom("=", "+", "-", "@", "'", " ", "\t", "\r", "\n", "a", "＝", "\u00a0", "1"),
});

it("comes back the same, and is no formula on the way", () => {
  fc.assert(
    fc.property(text, (given) => {
      const cell = protectFormula(given);
      expect(unprotectFormula(cell)).toBe(given);
      expect(cell).not.toMatch(/^(?:[\t\r\n]|\s*[=+\-@＝])/u);
    }),
  );
});

it.each([
  ["=1+2", "'=1+2"],
  ["'=1+2", "''=1+2"],
  ["-5", "'-5"],
  ["'quoted'", "'quoted'"],
  ["00004", "00004"],
])("writes %j as %j", (given, cell) => {
  expect(protectFormula(given)).toBe(cell);
});

it("tells a cell that would be executed", () => {
  expect(["=1", " @x", "\t", "+"].map(unprotectFormula)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
