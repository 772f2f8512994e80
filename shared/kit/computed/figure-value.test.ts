import "reflect-metadata";
import fc from "fast-check";
import { DataOrigin } from "../graphql/kit-enums";
import { figureValue } from "./figure-value";

const over = { periodStart: null, periodEnd: "2025-11-14", origin: DataOrigin.SYNTHETIC };
const count = (numerator: number) => ({ numerator, denominator: 1, isShare: false });
const share = (numerator: number, denominator: number) => ({ numerator, denominator, isShare: true });

it.each([
  ["187", count(187), "187", "0"],
  ["200", count(197), "197", "-3"],
  ["2100", count(2143), "2143", "43"],
  ["0.8589", share(1_067_865, 1_243_294), "0.8589", "0.0000"],
  ["0.86", share(1_067_865, 1_243_294), "0.86", "0.00"],
  ["0.5", share(98, 187), "0.5", "0.0"],
  ["0.87", share(1, 8), "0.13", "-0.74"],
  ["1", share(0, 5), "0", "-1"],
  ["20", { numerator: 2_520, denominator: 126, isShare: false }, "20", "0"],
  ["-1.5", count(2), "2.0", "3.5"],
])("sets against %s what %j comes to: %s, a difference of %s", (published, quotient, value, difference) => {
  expect(figureValue(published, quotient, over)).toMatchObject({ value, difference, ...over });
});

it("has no value, no difference and a null rate where there is nothing to divide by", () => {
  expect(figureValue("0.5", share(0, 0), over)).toEqual({
    value: null,
    difference: null,
    rate: { numerator: 0, denominator: 0, value: null },
    ...over,
  });
});

it("gives a rate only of a share", () => {
  expect(figureValue("20", { numerator: 5, denominator: 2, isShare: false }, over).rate).toBeNull();
  expect(figureValue("0.4", share(2, 5), over).rate).toEqual({ numerator: 2, denominator: 5, value: 0.4 });
});

it("is never more than half of the last published digit away from the quotient", () => {
  fc.assert(
    fc.property(
      fc.nat(10 ** 6),
      fc.integer({ min: 1, max: 10 ** 6 }),
      fc.nat(6),
      (numerator, denominator, digits) => {
        const quotient = { numerator, denominator, isShare: false };
        const { value, difference } = figureValue((0).toFixed(digits), quotient, over);
        expect(Math.abs(Number(value) - numerator / denominator)).toBeLessThanOrEqual(
          0.5 / 10 ** digits + 1e-9,
        );
        expect(difference).toBe(value);
      },
    ),
  );
});
