import fc from "fast-check";
import sql, { type Sql } from "sql-template-tag";
import { anyDays, anyKeys, anyNumbers } from "../../../test/support/statistics/random-filters";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { libraries } from "../../../test/template/subgraph";
import {
  all,
  dayConditions,
  enumConditions,
  idConditions,
  instantConditions,
  numberConditions,
} from "./conditions";
import type { Bounds, Keys } from "./read-filter";

/*
 * What each filter finds among some values in PostgreSQL, compared with the same asked of each value in JavaScript.
 */

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(libraries);
});
afterAll(() => subgraph.close());

/** Which of some values conditions hold of, by their ordinals. */
async function found(
  type: Sql,
  values: readonly (string | number | Date | null)[],
  conditions: Sql[],
): Promise<number[]> {
  const texts = values.map((value) => (value instanceof Date ? value.toISOString() : value));
  const rows = await subgraph.database.rows<{ at: number }>(sql`
    SELECT at::int FROM (SELECT text::${type} AS value, at FROM unnest(${texts}::text[]) WITH ORDINALITY AS u (text, at)) AS v
    WHERE ${all(conditions)} ORDER BY at`);
  return rows.map(({ at }) => at - 1);
}

const taken = <Value>(values: readonly Value[], holds: (value: Value) => boolean) =>
  values.flatMap((value, at) => (holds(value) ? [at] : []));

function isWithin<Value extends string | number | Date>(
  { eq, gte, gt, lte, lt, isNull }: Bounds<Value>,
  value: Value | null,
): boolean {
  if (isNull != null) return (value === null) === isNull;
  if (value === null) return false;
  if (eq != null) return !(value < eq) && !(eq < value);
  const isAbove = (gte == null || value >= gte) && (gt == null || value > gt);
  return isAbove && (lte == null || value <= lte) && (lt == null || value < lt);
}

function isAmong({ eq, in: included, notIn, isNull }: Keys, key: string | null): boolean {
  return (
    (eq == null || key === eq) &&
    (included == null || (key !== null && included.includes(key))) &&
    (notIn == null || key === null || !notIn.includes(key)) &&
    (isNull == null || (key === null) === isNull)
  );
}

const column = sql`v.value`;
const pairOf = <Value>(values: readonly Value[]) =>
  fc
    .tuple(fc.nat(values.length - 1), fc.nat(values.length - 1))
    .filter(([one, other]) => one < other)
    .map(([one, other]): [Value, Value] => [values[one] as Value, values[other] as Value]);

it("find days", async () => {
  const days = ["2024-02-28", "2024-02-29", "2024-03-01", "2025-11-13", "2025-11-14"];
  for (const filter of fc.sample(anyDays(pairOf(days)), 100))
    expect({
      filter,
      found: await found(sql`date`, [...days, null], dayConditions(column, filter, ["filter"])),
    }).toEqual({
      ...{ filter, found: taken([...days, null], (day) => isWithin(filter, day)) },
    });
});

it("find instants by what clients have of them, which is to the millisecond", async () => {
  const instants = [0, 1, 2, 1000, 2000].map((ms) => new Date(Date.parse("2025-11-14T09:00:00Z") + ms));
  const shapes = ["eq", "gte", "gt", "lte", "lt"] as const;
  // As stored: somewhere within the millisecond.
  const stored = instants.map((instant) => instant.toISOString().replace("Z", "789Z"));
  for (const shape of shapes)
    for (const bound of instants) {
      const filter: Bounds<Date> = { [shape]: bound };
      const conditions = instantConditions(column, filter, ["filter"]);
      expect({ filter, found: await found(sql`timestamptz`, [...stored, null], conditions) }).toEqual({
        ...{ filter, found: taken([...instants, null], (instant) => isWithin(filter, instant)) },
      });
    }
});

it("find numbers", async () => {
  const numbers = [-1, 0, 0.1, 0.25, 3, 1e15];
  for (const type of [sql`float8`, sql`numeric`])
    for (const filter of fc.sample(anyNumbers(pairOf(numbers)), 60))
      expect({
        filter,
        found: await found(type, [...numbers, null], numberConditions(column, filter, ["filter"])),
      }).toEqual({
        ...{ filter, found: taken([...numbers, null], (number) => isWithin(filter, number)) },
      });
});

it("find keys, texts and values of an enumeration", async () => {
  const values = ["PUBLISHED", "REPORTED", "SYNTHETIC"];
  for (const filter of fc.sample(anyKeys(...values), 100)) {
    const expected = { filter, found: taken([...values, null], (value) => isAmong(filter, value)) };
    const texts = await found(sql`text`, [...values, null], idConditions(column, filter, ["filter"]));
    const enums = await found(
      sql`data_origin`,
      [...values, null],
      enumConditions(column, filter, ["filter"]),
    );
    expect([texts, enums].map((one) => ({ filter, found: one }))).toEqual([expected, expected]);
  }
});
