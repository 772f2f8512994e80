import fc from "fast-check";
import { addDays } from "../../base/clock/calendar-day";
import { type Bounds, readDays, readInstants, readKeys, readNumbers } from "./read-filter";

/** Whether a filter's bounds hold for a value, each by itself. */
function holds<Value extends string | number | Date>(
  { eq, gte, gt, lte, lt }: Bounds<Value>,
  value: Value,
): boolean {
  const all = [
    eq == null || (!(value < eq) && !(eq < value)),
    gte == null || value >= gte,
    gt == null || value > gt,
    lte == null || value <= lte,
    lt == null || value < lt,
  ];
  return all.every(Boolean);
}

const isBetween = <Value extends string | number | Date>(
  { gte, lt }: { gte: Value | null; lt: Value | null },
  value: Value,
) => (gte === null || value >= gte) && (lt === null || value < lt);

function anyBounds<Value extends string | number | Date>(
  value: fc.Arbitrary<Value>,
): fc.Arbitrary<Bounds<Value>> {
  const bound = fc.option(value, { freq: 1 });
  return fc.oneof(
    fc.record({ eq: value }),
    fc.record({ gte: bound, gt: bound, lte: bound, lt: bound }, { requiredKeys: [] }),
  );
}

const hasTwoOfAnEnd = ({ gte, gt, lte, lt }: Bounds<unknown>) =>
  (gte != null && gt != null) || (lte != null && lt != null);

/** What reading a filter gives; undefined where it is refused. */
function tried<Read>(read: () => Read): Read | undefined {
  try {
    return read();
  } catch (error) {
    expect(error).toMatchObject({ extensions: { code: "BAD_USER_INPUT", argument: expect.anything() } });
    return undefined;
  }
}

const days = Array.from({ length: 9 }, (_, at) => addDays("2024-02-26", at));
const instants = days.map((_, at) => new Date(Date.parse("2025-11-14T16:59:59.996Z") + at));

it("takes the days that each bound takes, and refuses ranges without any", () => {
  const filter = anyBounds(fc.constantFrom(...days.slice(1, -1)));
  fc.assert(
    fc.property(filter, (given) => {
      const read = tried(() => readDays(given, ["filter", "dueOn"]));
      const taken = days.filter((day) => holds(given, day));
      if (read) expect(days.filter((day) => isBetween(read, day))).toEqual(taken);
      expect(read === undefined).toBe(hasTwoOfAnEnd(given) || taken.length === 0);
    }),
    { numRuns: 1_000 },
  );
});

it("takes the instants that each bound takes, to the millisecond", () => {
  const filter = anyBounds(fc.constantFrom(...instants.slice(1, -1)));
  fc.assert(
    fc.property(filter, (given) => {
      const read = tried(() => readInstants(given, ["filter", "updatedAt"]));
      const taken = instants.filter((instant) => holds(given, instant));
      if (read) expect(instants.filter((instant) => isBetween(read, instant))).toEqual(taken);
      expect(read === undefined).toBe(hasTwoOfAnEnd(given) || taken.length === 0);
    }),
    { numRuns: 1_000 },
  );
});

it("takes the numbers that each bound takes", () => {
  const numbers = [-2.5, -1, 0, 0.1, 0.2, 1, 1e300];
  fc.assert(
    fc.property(anyBounds(fc.constantFrom(...numbers.slice(1, -1))), (given) => {
      const read = tried(() => readNumbers(given, ["filter", "share"]));
      // Between two different numbers there is always another.
      const some = [...numbers, ...numbers.map((one, at) => (one + (numbers[at + 1] ?? one)) / 2)];
      const taken = some.filter((number) => holds(given, number));
      if (read) expect(some.filter((number) => holds(read, number))).toEqual(taken);
      expect(read === undefined).toBe(hasTwoOfAnEnd(given) || taken.length === 0);
    }),
    { numRuns: 1_000 },
  );
});

it.each<[Bounds<string>, string]>([
  [{ eq: "2025-01-01", gte: "2025-01-01", isNull: false }, "expected eq alone; got it beside gte, isNull."],
  [{ gte: "2025-01-01", gt: "2025-01-01" }, "expected one of gte and gt; got both."],
  [{ lte: "2025-01-01", lt: "2025-01-01" }, "expected one of lte and lt; got both."],
  [{ gte: "2025-01-02", lt: "2025-01-02" }, "expected gte to be before lt; got 2025-01-02 and 2025-01-02."],
  [
    { gte: "2025-01-02", lte: "2025-01-01" },
    "expected gte to be no later than lte; got 2025-01-02 and 2025-01-01.",
  ],
  [{ gt: "2025-01-02", lte: "2025-01-02" }, "expected gt to be before lte; got 2025-01-02 and 2025-01-02."],
  [
    { gt: "2025-01-01", lt: "2025-01-02" },
    "expected a day between gt and lt; got 2025-01-01 and 2025-01-02.",
  ],
])("says what is wrong with days: %j", (filter, message) => {
  expect(() => readDays(filter, ["filter", "dueOn"])).toThrow(`filter.dueOn: ${message}`);
});

it("knows that no day follows the last one that can be written", () => {
  const read = (filter: Bounds<string>) => readDays(filter, ["filter", "dueOn"]);
  expect(read({ lte: "9999-12-31" })).toEqual({ gte: null, lt: null, isNull: false });
  expect(read({ eq: "9999-12-31" })).toEqual({ gte: "9999-12-31", lt: null, isNull: null });
  expect(read({ gte: "2025-01-01", lte: "9999-12-31" })).toEqual({
    gte: "2025-01-01",
    lt: null,
    isNull: null,
  });
  expect(() => read({ gt: "9999-12-31" })).toThrow(
    "filter.dueOn.gt: expected a day with one after it; got 9999-12-31.",
  );
});

it("says what is wrong with numbers and keys", () => {
  expect(() => readNumbers({ gte: 2, lte: 1 }, ["is"])).toThrow(
    "is: expected gte to be no larger than lte; got 2 and 1.",
  );
  expect(() => readNumbers({ gt: 1, lt: 1 }, ["is"])).toThrow(
    "is: expected gt to be less than lt; got 1 and 1.",
  );
  expect(() => readKeys({ eq: "a", notIn: ["b"] }, ["filter", "unit"])).toThrow(
    "filter.unit: expected eq alone; got it beside notIn.",
  );
  expect(() => readKeys({ in: [] }, ["filter", "unit"])).toThrow(
    "filter.unit.in: expected 1 to 1000 values; got 0.",
  );
});

it("takes null for what is not given", () => {
  const nothing = { eq: null, in: null, notIn: null, isNull: null };
  expect(readKeys(nothing, [])).toEqual({ included: null, excluded: null, isNull: null });
  expect(readDays({ eq: null, gt: null, lte: null }, [])).toEqual({ gte: null, lt: null, isNull: null });
});
