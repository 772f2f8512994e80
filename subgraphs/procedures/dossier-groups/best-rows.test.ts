import fc from "fast-check";
import { bestRows } from "./best-rows";

const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(Number.POSITIVE_INFINITY, 0.5));

it("are the first of all in order", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(value, value)),
      fc.integer({ min: 0, max: 12 }),
      fc.integer({ min: 0, max: 2 }),
      (rows, most, width) => {
        const columns = [0, 1].slice(0, width).map((at) => Float64Array.from(rows, (row) => row[at] ?? 0));
        const inOrder = rows
          .map((_, row) => row)
          .toSorted((left, right) => {
            const column = columns.find((one) => one[left] !== one[right]);
            return column ? ((column[left] ?? 0) < (column[right] ?? 0) ? -1 : 1) : left - right;
          });
        expect(bestRows(columns, rows.length, most)).toEqual(inOrder.slice(0, most));
      },
    ),
  );
});
