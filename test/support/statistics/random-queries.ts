import fc from "fast-check";
import { type Cube, constantName, dayFilterName, keyDimensionsOf } from "../../../shared/kit/cube/cube";
import type {
  ChosenClasses,
  CubeFilter,
  StatisticsQuery,
  TimeGrain,
} from "../../../shared/kit/cube/statistics-query";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { anyDays, anyKeys, anyNumbers } from "./random-filters";

/** What rows have, so that filters find some: keys by dimension, days by time axis, numbers by name. */
export interface KnownValues {
  keys: Readonly<Record<string, readonly string[]>>;
  days: Readonly<Record<string, readonly string[]>>;
  numbers: Readonly<Record<string, readonly number[]>>;
}

/** Any filter that a cube's description allows: few conditions at once, or a few of these by and, or, not. */
export function anyFilter(cube: Cube, known: KnownValues): fc.Arbitrary<CubeFilter> {
  const parts = filterParts(cube, known);
  const single: fc.Arbitrary<CubeFilter> = fc
    .subarray(Object.keys(parts), { maxLength: 2 })
    .chain((names) =>
      fc.record(Object.fromEntries(names.map((name) => [name, parts[name] ?? fc.constant(null)]))),
    );
  const nested = fc.record(
    {
      and: fc.array(single, { minLength: 1, maxLength: 2 }),
      or: fc.array(fc.oneof(single, fc.record({ not: single })), { minLength: 1, maxLength: 3 }),
      not: fc.oneof(single, fc.record({ or: fc.array(single, { minLength: 1, maxLength: 2 }) })),
    },
    { requiredKeys: [] },
  );
  return fc.oneof(single, nested);
}

function filterParts(
  cube: Cube,
  { keys, days, numbers }: KnownValues,
): Record<string, fc.Arbitrary<unknown>> {
  const parts: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [name, dimension] of keyDimensionsOf(cube)) {
    if (dimension.kind === "flag" || dimension.filter === undefined) continue;
    const values = dimension.kind === "values" ? Object.keys(dimension.values) : (keys[name] ?? []);
    if (values.length === 0) continue;
    parts[name] = anyKeys(...values);
  }
  for (const name of Object.keys(cube.times)) parts[dayFilterName(name)] = anyDays(rangeOf(days[name] ?? []));
  for (const [name, { filter }] of Object.entries(cube.numbers))
    if (filter) parts[name] = anyNumbers(rangeOf(numbers[name] ?? []));
  for (const [name, { filter }] of Object.entries(cube.flags)) if (filter) parts[name] = fc.boolean();
  if (cube.deadline) parts[cube.deadline.name] = fc.boolean();
  return parts;
}

function rangeOf<Value extends string | number>(values: readonly Value[]): fc.Arbitrary<[Value, Value]> {
  if (new Set(values).size < 2) throw new Error(`Expected two values that differ; got ${values.join(", ")}.`);
  return fc.tuple(fc.constantFrom(...values), fc.constantFrom(...values)).filter(([from, to]) => from < to);
}

/** Any query of a cube with these filters. `classes` are those that a client might choose. */
export function anyQuery(
  cube: Cube,
  filter: fc.Arbitrary<CubeFilter>,
  classes: readonly ChosenClasses[] = [],
): fc.Arbitrary<StatisticsQuery> {
  const measures = Object.keys(cube.measures).map(constantName);
  const dimensions = Object.keys(cube.dimensions).map(constantName);
  return fc
    .record({
      filter,
      groupBy: fc.subarray(dimensions, { maxLength: Math.min(4, dimensions.length) }),
      classes: classes.length === 0 ? fc.constant(null) : fc.option(fc.constantFrom(...classes)),
      timeBucket: fc.option(
        fc.record({
          field: fc.constantFrom(...Object.keys(cube.times).map(constantName)),
          grain: fc.constantFrom<TimeGrain[]>("DAY", "WEEK", "MONTH", "QUARTER", "YEAR"),
          fillGaps: fc.boolean(),
        }),
      ),
      having: fc.option(
        fc.array(
          fc.constantFrom(...Object.entries(cube.measures)).chain(([name, { kind }]) => {
            const bound = fc.double({ min: 0, max: kind === "rate" ? 0.5 : 3, noNaN: true });
            const bounds = fc.tuple(bound, bound).filter(([low, high]) => low < high);
            return fc.record({ measure: fc.constant(constantName(name)), is: anyNumbers(bounds) });
          }),
          { maxLength: 1 },
        ),
      ),
      orderBy: fc.option(
        fc.array(
          fc.record({
            field: fc.constantFrom(...measures),
            direction: fc.constantFrom(...Object.values(SortDirection)),
          }),
          { maxLength: 2 },
        ),
      ),
      first: fc.constantFrom(1, 7, 200, 1000),
      topWithin: fc.option(fc.constantFrom(1, 3), { freq: 2 }),
    })
    .map(({ classes: chosen, topWithin, ...asked }) => {
      const [dimension] = asked.groupBy;
      return {
        ...asked,
        ...(chosen && asked.groupBy.includes(chosen.dimension) && { classes: [chosen] }),
        ...(topWithin && dimension !== undefined && { topWithin: { dimension, first: topWithin } }),
      };
    });
}
