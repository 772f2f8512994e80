import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import { type CalendarDay, dayOf } from "../../base/clock/calendar-day";
import { bucketOf } from "../../base/clock/time-buckets";
import { RequestWork } from "../../base/work/request-work";
import type { SubgraphContext, SubgraphLoader } from "../context/context";
import { maxDimensions } from "../cube/check-query";
import { type Cube, constantName, part, queryName } from "../cube/cube";
import { noCounts } from "../cube/measure";
import { rangeLabel, rangeOfKey, rangesOf } from "../cube/number-classes";
import type { Statistic } from "../cube/statistics-context";
import {
  bucketKey,
  type CubeFilter,
  type FoundDistributions,
  type GroupKeys,
  groupKey,
  type NumberRange,
  type StatisticsQuery,
} from "../cube/statistics-query";
import { keysOf } from "../cube/statistics-sql";
import { selectedFields } from "../graphql/selected-fields";
import { SemanticNonNull } from "../graphql/semantic-non-null";
import { defineLoader } from "../loader/loaders";
import { cursorOf } from "../statistics/group-cursor";
import { isWholeSeries, SeriesWindows, seriesOf } from "../statistics/series-windows";
import { daysWithRows, isPartialStep } from "../statistics/time-span";
import { deriveQueries } from "./derive-queries";
import { derivedMeasuresResolver } from "./derived-measures-resolver";
import type { TypeClass } from "./named-class";
import { NumberClass } from "./number-class";
import { percentileResolvers } from "./percentile-resolver";
import { readsWindows, requestedMeasures } from "./requested-measures";
import { statisticsEnums } from "./statistics-enums";
import { filterInput, statisticsArguments } from "./statistics-inputs";
import type { StatisticsProtection } from "./statistics-protection";
import { measuresOf, type StatisticsMeasures, statisticsTypes } from "./statistics-types";

/** What the key of a dimension is in a row: a value of an enumeration, or a type that the code leads to. */
export type KeyType =
  | { values: Readonly<Record<string, string>> }
  | "text"
  /** Whether a flag is true. */
  | "boolean"
  /** A class of numbers. */
  | "class"
  | { type: () => TypeClass; of: (code: string, context: SubgraphContext) => object | Promise<object> };

/** What measures by a key depend on besides it. */
export interface MeasuresArguments {
  filter: CubeFilter | null;
  asOf?: CalendarDay | null;
}

/** What GraphQL has of a cube. */
export interface StatisticsDefinition {
  /** Which rows are meant. */
  Filter: TypeClass;
  Measures: TypeClass;
  /** The query `loanStats` of a cube named Loan, and the fields of its answer. */
  resolvers: TypeClass[];
  /**
   * Makes the loader of measures by the key of a dimension, all keys of a batch in one query; `whole` is the key that
   * stands for all rows.
   */
  measuresBy(dimension: string, whole?: string): SubgraphLoader<StatisticsMeasures, MeasuresArguments>;
}

/** More keys than a dimension of entities has, whose keys are requested one by one. */
const allKeys = 10_000;

/** Makes the types and resolvers of a cube's statistics; `keys` says of every dimension what its key is in GraphQL. */
export function defineStatistics<Described extends Cube>(
  cube: Described,
  keys: Readonly<Record<keyof Described["dimensions"] & string, KeyType>>,
): StatisticsDefinition {
  return makeStatistics(cube, keys);
}

function makeStatistics(cube: Cube, keys: Readonly<Record<string, KeyType>>): StatisticsDefinition {
  const missing = Object.keys(cube.dimensions).filter((name) => !(name in keys));
  if (missing.length > 0)
    throw new Error(
      `Expected what the key of each dimension of ${cube.name} is in GraphQL; got none of ${missing}.`,
    );
  const values = Object.fromEntries(
    Object.entries(keys).flatMap(([name, key]) =>
      typeof key === "object" && "values" in key ? [[name, key.values]] : [],
    ),
  );
  // Both are columns of one statement.
  const both = Object.keys(cube.dimensions).filter((name) => name in cube.counts);
  if (both.length > 0) throw new Error(`Expected other names of counts than of dimensions; got ${both}.`);
  const enums = statisticsEnums(cube);
  const Filter = filterInput(cube, values);
  const Arguments = statisticsArguments(cube, enums, Filter);
  const types = statisticsTypes(
    cube,
    Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, graphType(key)])),
  );
  return {
    Filter,
    Measures: types.measures,
    resolvers: [
      statsResolver(cube, types.stats, Arguments),
      rowResolver(cube, types.row, keys),
      derivedMeasuresResolver(cube, types.row, enums, Filter),
      ...percentileResolvers(cube, types.measures),
    ],
    measuresBy: (dimension, whole) => measuresLoader(cube, dimension, whole),
  };
}

function statsResolver(cube: Cube, stats: TypeClass, argumentsType: TypeClass): TypeClass {
  const name = queryName(cube);
  @Resolver()
  class StatsResolver {
    @SemanticNonNull()
    @Query(() => stats, {
      name,
      nullable: true,
      description:
        `Counts of ${cube.noun.many} by up to ${maxDimensions} dimensions and over time. Exact at every moment. A question that takes ` +
        "too long is QUERY_TIMEOUT.",
    })
    async stats(
      @Args(() => argumentsType) args: object,
      @Ctx() context: SubgraphContext,
      @Info() info: GraphQLResolveInfo,
    ): Promise<object> {
      const query = { ...(args as StatisticsQuery), measures: requestedMeasures(cube, info) };
      // The rows are the first steps of the series that is needed in any case.
      const isSeries = readsWindows(info) && isWholeSeries(query);
      const run = isSeries ? seriesOf(query) : query;
      const found = await context.statistics.ask(cube, run, context.statisticsContext);
      const selected = selectedFields(info);
      if (selected.includes("dataAsOf")) RequestWork.leaveState();
      const names = keysOf(cube, query);
      const { timeBucket, first } = query;
      const { protects } = found;
      const isRowProtected = protects?.groups === true;
      const rows = found.groups.slice(0, first);
      const last = rows.at(-1);
      const today = dayOf(context.statisticsContext.now);
      let spread: Promise<FoundDistributions> | undefined;
      const distributions = () => {
        spread ??= found.distributions(rows.map(({ keys }) => keys));
        return spread;
      };
      let windows: Promise<SeriesWindows> | undefined;
      const derived = deriveQueries(cube, query, context);
      const windowsOf = async () => {
        const series = seriesOf(query);
        const { groups } = isSeries
          ? found
          : await context.statistics.ask(cube, series, context.statisticsContext);
        return new SeriesWindows(cube, series, groups);
      };
      return {
        rows: rows.map(({ keys, counts }) => {
          const bucket = keys[bucketKey];
          const distribution = async () =>
            (await distributions()).groups.get(groupKey(keys, names)) ?? new Map<number, number>();
          return {
            ...keysIn(cube, query, keys),
            ...{ group: { keys, counts }, totalCounts: found.totals },
            byFilter: async (filter: CubeFilter) => (await derived.byFilter(filter))(keys),
            distinct: async (dimension: string) => (await derived.distinct(dimension))(keys),
            windows: () => {
              windows ??= windowsOf();
              return windows;
            },
            bucket: bucket != null && timeBucket ? bucketOf(bucket, timeBucket.grain) : null,
            isPartial: bucket != null ? isPartialStep(cube, query, bucket, today) : null,
            measures: measuresOf(cube, counts, distribution, isRowProtected),
            protected: isRowProtected,
          };
        }),
        totals: measuresOf(cube, found.totals, async () => (await distributions()).all, protects?.totals),
        protection: protectionOfAnswer(found),
        dataAsOf: found.asOf,
        dataThrough: selected.includes("dataThrough") ? await dataThrough(cube, query, context) : null,
        truncated: found.groups.length > first,
        endCursor: last ? cursorOf(cube, query, last, (found.before ?? 0) + rows.length) : null,
      };
    }
  }
  return StatsResolver;
}

/** The last day that has rows, up to the day of `asOf`. */
async function dataThrough(
  cube: Cube,
  { asOf }: StatisticsQuery,
  { statistics, statisticsContext: context }: SubgraphContext,
): Promise<CalendarDay | null> {
  const days = await daysWithRows(statistics, cube, context);
  return days.findLast((day) => asOf == null || day <= asOf) ?? null;
}

function protectionOfAnswer({ protects }: Statistic): StatisticsProtection | null {
  if (!protects || !(protects.groups || protects.totals)) return null;
  const { groups: rows, totals, smallestCount, largestDeviation, variance } = protects;
  return { method: "CELL_KEY", smallestCount, largestDeviation, variance, rows, totals };
}

/** All keys of a row; null where it is not grouped by one. */
function keysIn(cube: Cube, query: StatisticsQuery, keys: GroupKeys): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(cube.dimensions).map(([name, { kind }]) => {
      const key = keys[name] ?? null;
      if (key === null) return [name, null];
      if (kind === "flag") return [name, key === "true"];
      return [name, kind === "classes" ? classOfKey(rangesOf(cube, query, name), key) : key];
    }),
  );
}

function classOfKey(ranges: readonly NumberRange[], key: string): NumberClass | null {
  const range = rangeOfKey(ranges, key);
  return range ? { from: range.from ?? null, to: range.to ?? null, label: rangeLabel(range) } : null;
}

function graphType(key: KeyType): () => object {
  if (key === "boolean") return () => Boolean;
  if (key === "class") return () => NumberClass;
  if (key === "text") return () => String;
  return "values" in key ? () => key.values : key.type;
}

/** The fields of a row whose keys are codes. */
function rowResolver(cube: Cube, row: TypeClass, keys: Readonly<Record<string, KeyType>>): TypeClass {
  class RowResolver {}
  for (const [name, key] of Object.entries(keys)) {
    if (typeof key !== "object" || "values" in key) continue;
    const { description, key: ofKey = description } = part(cube.dimensions, name);
    const resolve = async (root: GroupKeys, context: SubgraphContext) => {
      const code = root[name];
      return code == null ? null : key.of(code, context);
    };
    Object.defineProperty(RowResolver.prototype, name, { value: resolve });
    FieldResolver(key.type, { nullable: true, description: ofKey })(RowResolver.prototype, name, {});
    Root()(RowResolver.prototype, name, 0);
    Ctx()(RowResolver.prototype, name, 1);
  }
  Resolver(() => row)(RowResolver);
  return RowResolver;
}

function measuresLoader(
  cube: Cube,
  dimension: string,
  whole: string | undefined,
): SubgraphLoader<StatisticsMeasures, MeasuresArguments> {
  return defineLoader(async (codes, context, { filter, asOf = null }) => {
    const query = { asOf, filter, groupBy: [constantName(dimension)], first: allKeys };
    const found = await context.statistics.ask(cube, query, context.statisticsContext);
    const names = keysOf(cube, query);
    const groups = new Map(found.groups.map((group) => [group.keys[dimension], group]));
    const nothing = noCounts(cube);
    return new Map(
      codes.map((code) => {
        if (code === whole)
          return [
            code,
            measuresOf(
              ...([cube, found.totals, async () => (await found.distributions()).all] as const),
              found.protects?.totals,
            ),
          ];
        const group = groups.get(code);
        const distribution = async () =>
          (group && (await found.distributions()).groups.get(groupKey(group.keys, names))) ??
          new Map<number, number>();
        const counts = group?.counts ?? nothing;
        return [code, measuresOf(cube, counts, distribution, found.protects?.groups)];
      }),
    );
  });
}
