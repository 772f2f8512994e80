import fc from "fast-check";
import { valueProblem } from "./value-problem";

const share = { unit: "ratio" };

it.each([["0"], ["0.0"], ["-0"], ["-0.00"], ["0.8589"], ["1"], ["1.000"], ["00.5"]])(
  "takes %s for a share",
  (value) => {
    expect(valueProblem(value, share)).toBeUndefined();
  },
);

it.each([
  ["1.5", "expected a share from 0 to 1; got 1.5. If 1.5 is in per cent, write 0.015."],
  ["85.89", "expected a share from 0 to 1; got 85.89. If 85.89 is in per cent, write 0.8589."],
  ["100", "expected a share from 0 to 1; got 100. If 100 is in per cent, write 1."],
  ["100.1", "expected a share from 0 to 1; got 100.1."],
  ["-0.01", "expected a share from 0 to 1; got -0.01."],
])("says of the share %s: %s", (value, problem) => {
  expect(valueProblem(value, share)).toBe(problem);
});

it("proposes just a hundredth of any percentage, to its last digit", () => {
  fc.assert(
    fc.property(fc.integer({ min: 101, max: 10_000 }), fc.nat(4), (hundredths, zeros) => {
      const value = `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}${"0".repeat(zeros)}`;
      const proposed = /write ([\d.]+)\.$/.exec(valueProblem(value, share) ?? "")?.[1];
      expect(Math.round(Number(proposed) * 10_000)).toBe(hundredths);
      expect(valueProblem(proposed ?? "", share)).toBeUndefined();
    }),
  );
});

it.each([
  ["rank", "1", undefined],
  ["rank", "34.0", undefined],
  ["rank", "0", "expected a rank, a whole number from 1 on; got 0."],
  ["rank", "-1", "expected a rank, a whole number from 1 on; got -1."],
  ["rank", "1.5", "expected a rank, a whole number from 1 on; got 1.5."],
  ["VND", "9000000000000", undefined],
  ["VND", "-0.0", undefined],
  ["VND", "-1", "expected a number of VND of at least 0; got -1."],
  ["rank", "1000", undefined],
  ["rank", "1001", "expected at most 1000 of the unit rank; got a number of 4 digits."],
  ["rank", "9".repeat(40), "expected at most 1000 of the unit rank; got a number of 40 digits."],
  ["VND", "100000000000000000", undefined],
  [
    "VND",
    "100000000000000001",
    "expected at most 100000000000000000 of the unit VND; got a number of 18 digits.",
  ],
  ["dossier", "1243294", undefined],
  [
    "dossier",
    "100000000001",
    "expected at most 100000000000 of the unit dossier; got a number of 12 digits.",
  ],
  ["dossier", `${"0".repeat(30)}7`, undefined],
  ["point", "62.123456789012", undefined],
  ["point", "62.1234567890123", "expected at most 12 digits after the point; got 13."],
])("of the unit %s, says of %s: %s", (unit, value, problem) => {
  expect(valueProblem(value, { unit })).toBe(problem);
});
