import fc from "fast-check";
import { quotaOf, totalFor } from "./rate-quota";

const share = fc.integer({ min: 1, max: 9999 }).map((tenThousandths) => tenThousandths / 10_000);

it("finds a part of the total that prints as the share, or none", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000_000 }), share, (total, wanted) => {
      const count = quotaOf(total, wanted);
      if (count === undefined) return total < 10_000;
      return (count / total).toFixed(4) === wanted.toFixed(4) && count >= 0 && count <= total;
    }),
  );
});

it("has gaps only below ten thousand", () => {
  expect([quotaOf(4, 0.75), quotaOf(4, 0.8), quotaOf(10_000, 0.8589), quotaOf(0, 0.5)]).toEqual([
    3,
    undefined,
    8589,
    undefined,
  ]);
});

it("finds the largest total that the share can be made of, close to the given one", () => {
  expect([totalFor(4, 0.75), totalFor(7, 0.75), totalFor(412, 0.75), totalFor(413, 0.75)]).toEqual([
    4, 7, 412, 412,
  ]);
  fc.assert(
    fc.property(fc.integer({ min: 5_000, max: 1_000_000 }), (most) => {
      const total = totalFor(most, 0.9973);
      return total <= most && total > most - 400 && quotaOf(total, 0.9973) !== undefined;
    }),
  );
});
