import fc from "fast-check";
import type { JsonObject } from "../values/json";
import { type Amount, amountOf } from "./amount";
import { compileSum } from "./compile-sum";
import type { CostField } from "./cost-fields";

const count = fc.integer({ min: 0, max: 9 });

/** Fixed, or what a variable says. */
const amount: fc.Arbitrary<Amount> = fc.oneof(
  count,
  fc.constantFrom<Amount>(
    ({ n }) => Number(n),
    ({ m }) => Number(m) + 1,
  ),
);

const isAsked = fc.oneof(
  { arbitrary: fc.constant(undefined), weight: 3 },
  { arbitrary: fc.constant(({ on }: JsonObject) => on === true), weight: 1 },
);

const { fields } = fc.letrec<{ fields: CostField[] }>((tie) => ({
  fields: fc.array(
    fc.record({
      path: fc.string({ minLength: 3, maxLength: 3 }),
      responseName: fc.constant(""),
      ...{ weight: amount, length: amount, each: count, isAsked },
      sizedBy: fc.constantFrom("itself", "parent", "nothing"),
      children: fc.oneof({ maxDepth: 3 }, fc.constant([]), tie("fields")),
    }) as fc.Arbitrary<CostField>,
    { maxLength: 4 },
  ),
}));

const variables = fc.record({ n: count, m: count, on: fc.boolean() });

/** What each field costs, one after the other, each time from the beginning. */
function ownCosts(
  list: readonly CostField[],
  given: JsonObject,
  times = 1,
  parentLength = 1,
): { path: string; own: number }[] {
  return list.flatMap((field) => {
    if (field.isAsked?.(given) === false) return [];
    const length = amountOf(field.length, given);
    const objects = times * { itself: length, parent: parentLength, nothing: 1 }[field.sizedBy];
    const own = times * amountOf(field.weight, given) + objects * field.each;
    return [{ path: field.path, own }, ...ownCosts(field.children, given, objects, length)];
  });
}

it("is what its fields cost, one by one, and tells one of the dearest", () => {
  fc.assert(
    fc.property(fields, variables, (list, given) => {
      const dearest = { cost: 0, most: "nothing" };
      const sum = compileSum(list)(given, dearest);
      const costs = ownCosts(list, given);
      expect(sum).toBe(costs.reduce((all, { own }) => all + own, 0));
      const most = Math.max(0, ...costs.map(({ own }) => own));
      expect(dearest.cost).toBe(most);
      const told = most === 0 ? ["nothing"] : costs.flatMap(({ path, own }) => (own === most ? [path] : []));
      expect(told).toContain(dearest.most);
    }),
    { numRuns: 500 },
  );
});
