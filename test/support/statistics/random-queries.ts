import fc from "fast-check";
import { type Cube, constantName, dayFilterName, keyDimensionsOf } from "../../../shared/kit/cube/cube";
import type {
  ChosenClasses,
  CubeFilter,
  StatisticsQuery,
  TimeGrain,
} from "../../../shared/kit/cube/statistics-query";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";

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
    const some = someOf(values);
    parts[name] =
      dimension.kind === "code"
        ? fc.record({ in: some, notIn: some, isNull: fc.boolean() }, { requiredKeys: [] })
        : some;
  }
  for (const name of Object.keys(cube.times))
    parts[dayFilterName(name)] = fc.oneof(
      rangeOf(days[name] ?? []).map(([gte, lt]) => ({ gte, lt })),
      fc.record({ isNull: fc.boolean() }),
    );
  for (const [name, { filter }] of Object.entries(cube.numbers))
    if (filter)
      parts[name] = fc.oneof(
        rangeOf(numbers[name] ?? []).chain(([gte, lte]) =>
          fc.constantFrom({ gte, lte }, { gte }, { lte: lte + 0.5 }),
        ),
        fc.record({ isNull: fc.boolean() }),
      );
  for (const [name, { filter }] of Object.entries(cube.flags)) if (filter) parts[name] = fc.boolean();
  if (cube.deadline) parts[cube.deadline.name] = fc.boolean();
  return parts;
}

function someOf(values: readonly string[]): fc.Arbitrary<string[]> {
  return fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
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
            const bound = fc.double({ min: 0, max: kind === "rate" ? 1 : 3, noNaN: true });
            return fc.record({
              measure: fc.constant(constantName(name)),
              is: fc.oneof(
                fc.record({ gte: bound }),
                fc.record({ lte: bound }),
                fc.record({ isNull: fc.boolean() }),
              ),
            });
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
      first: fc.constantFrom(7, 200, 1000),
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
