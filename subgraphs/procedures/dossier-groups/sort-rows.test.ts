import fc from "fast-check";
import { mergeInOrder, rowsInOrder } from "./sort-rows";

const most = 2 ** 50;
const anyNumbers = fc.array(fc.oneof(fc.nat(5), fc.nat(5_000), fc.integer({ min: 0, max: most - 1 })));

it("are in the order of their numbers, however large; equal ones as they were", () => {
  fc.assert(
    fc.property(anyNumbers, (numbers) => {
      const inOrder = [...numbers.keys()].toSorted(
        (left, right) => (numbers[left] ?? 0) - (numbers[right] ?? 0),
      );
      expect([...rowsInOrder(Float64Array.from(numbers), most)]).toEqual(inOrder);
    }),
  );
});

it("stay so when two lists become one", () => {
  fc.assert(
    fc.property(anyNumbers, fc.nat(10), (numbers, cut) => {
      const values = Float64Array.from(numbers);
      const rows = rowsInOrder(values, most);
      const [one, other] = [rows.filter((row) => row < cut), rows.filter((row) => row >= cut)];
      const valuesOf = (some: Uint32Array) => Array.from(some, (row) => values[row]);
      expect(valuesOf(mergeInOrder(one, other, values))).toEqual(valuesOf(rows));
    }),
  );
});
