import "reflect-metadata";
import { originsOf } from "./row-origins";

it.each([
  [0, 0, 0, null, null],
  [4, 0, 4, "SYNTHETIC", 1],
  [4, 3, 1, "SYNTHETIC", 0.25],
  [4, 4, 0, "PUBLISHED", 0],
  [4, 3, 0, "REPORTED", 0],
  [4, 0, 0, "REPORTED", 0],
])(
  "of %d rows, %d published and %d generated, the origin is %s",
  (rows, published, synthetic, origin, value) => {
    expect(originsOf(rows, { published, synthetic })).toEqual({
      origin,
      syntheticShare: { numerator: synthetic, denominator: rows, value },
    });
  },
);
