import fc from "fast-check";
import { loanCube } from "../../../test/template/loan/loan.cube";
import { addDays } from "../../base/clock/calendar-day";
import { conditionOf } from "../cube/condition";
import type { CubeFilter } from "../cube/statistics-query";
import { cellsOf } from "./cells";

/*
 * Noise is drawn for a cell. Two ways to say the same must be of the same cells, or the noise of one answer could be
 * taken off by another.
 */

const day = fc.integer({ min: 0, max: 400 }).map((days) => addDays("2024-12-01", days));
const days = fc
  .tuple(day, fc.integer({ min: 1, max: 60 }))
  .map(([first, more]) => [first, addDays(first, more)] as const);
const next = (one: string) => addDays(one, 1);

/** A filter, and the same by half-open days and lists. */
const equals: fc.Arbitrary<[CubeFilter, CubeFilter]> = fc.oneof(
  ...(["lentOn", "returnedOn"] as const).flatMap((name) => [
    day.map((eq): [CubeFilter, CubeFilter] => [{ [name]: { eq } }, { [name]: { gte: eq, lt: next(eq) } }]),
    day.map((gt): [CubeFilter, CubeFilter] => [{ [name]: { gt } }, { [name]: { gte: next(gt) } }]),
    day.map((lte): [CubeFilter, CubeFilter] => [{ [name]: { lte } }, { [name]: { lt: next(lte) } }]),
    days.map(([gt, lte]): [CubeFilter, CubeFilter] => [
      { [name]: { gt, lte } },
      { [name]: { gte: next(gt), lt: next(lte) } },
    ]),
  ]),
  fc.constantFrom<[CubeFilter, CubeFilter][]>(
    [{ library: { eq: "TV-00004" } }, { library: { in: ["TV-00004"] } }],
    [{ reader: { eq: "CHILD" } }, { reader: { in: ["CHILD", "CHILD"] } }],
    [{ reader: { notIn: ["CHILD"] } }, { not: { reader: { eq: "CHILD" } } }],
    [{ reader: { isNull: false } }, { not: { reader: { isNull: true } } }],
  ),
);

it("are the same, in whichever form a filter says them", () => {
  const some = fc.array(equals, { minLength: 1, maxLength: 2 });
  fc.assert(
    fc.property(some, fc.constantFrom("and", "or", "not"), (parts, join) => {
      const filterOf = (at: 0 | 1): CubeFilter =>
        join === "not" ? { not: parts[0]?.[at] } : { [join]: parts.map((part) => part[at]) };
      const cells = ([0, 1] as const).map((at) => cellsOf(loanCube, conditionOf(loanCube, filterOf(at))));
      expect(cells[0]).toEqual(cells[1]);
    }),
  );
});
