import { Arg, FieldResolver, Float, Int, Resolver, Root } from "type-graphql";
import type { Cube } from "../cube/cube";
import { measureOf, measureValue } from "../cube/measure";
import type { Counts, CubeFilter, GroupKeys } from "../cube/statistics-query";
import { type ComparedStep, type SeriesWindows, shareOf } from "../statistics/series-windows";
import { comparedSteps } from "./compared-steps";
import type { TypeClass } from "./named-class";
import type { StatisticsEnums } from "./statistics-enums";

/** What fields derived from a row's measures are computed from. */
export interface DerivedMeasures {
  group: { keys: GroupKeys; counts: Counts };
  totalCounts: Counts;
  /** All steps of the query's series; queried when first read. */
  windows(): Promise<SeriesWindows>;
  /** Counts of the same group by another filter. Refuses the same one. */
  byFilter(filter: CubeFilter): Promise<Counts>;
  /** How many keys of a dimension its rows have. */
  distinct(dimension: string): Promise<number>;
}

/** Fields derived from a row's measures: shares, differences and windows over time. */
export function derivedMeasuresResolver(
  cube: Cube,
  row: TypeClass,
  { measureField, dimension: dimensions }: StatisticsEnums,
  Filter: TypeClass,
): TypeClass {
  const series = "Of the steps of the filter, also those that the answer does not show.";
  const ofPublic = cube.isAboutPersons
    ? " For the public only those of which a number of rows may be shown."
    : "";
  @Resolver(() => row)
  class BesideResolver {
    @FieldResolver(() => Float, {
      nullable: true,
      description: "Its share of the total of a count, mostly 0 to 1; null where the total is 0.",
    })
    share(
      @Root() root: DerivedMeasures,
      @Arg("measure", () => measureField, { description: "A count." }) measure: string,
    ): number | null {
      return shareOf(cube, measure, root.group.counts, root.totalCounts);
    }

    @FieldResolver(() => Float, {
      nullable: true,
      description: `A measure less that of an earlier step. ${series} Null where there is no earlier step, or one has no value.`,
    })
    async change(
      @Root() root: DerivedMeasures,
      @Arg("measure", () => measureField, { description: "The measure." }) measure: string,
      @Arg("from", () => comparedSteps, {
        defaultValue: "PREVIOUS_STEP",
        description: "The step that it is compared with.",
      })
      from: ComparedStep,
    ): Promise<number | null> {
      return (await root.windows()).change(root.group.keys, measure, from);
    }

    @FieldResolver(() => Float, {
      nullable: true,
      description:
        "A measure less that of the same group by another filter, which replaces the query's. Null where one of them has no value.",
    })
    async changeFrom(
      @Root() root: DerivedMeasures,
      @Arg("measure", () => measureField, { description: "The measure." }) measure: string,
      @Arg("filter", () => Filter, { description: "The other filter." }) filter: CubeFilter,
    ): Promise<number | null> {
      const counts = await root.byFilter(filter);
      const value = measureValue(cube, measureOf(cube, measure), root.group.counts);
      const other = measureValue(cube, measureOf(cube, measure), counts);
      return value === null || other === null ? null : value - other;
    }

    @FieldResolver(() => Int, {
      nullable: true,
      description: `How many keys of another dimension its rows have: distinct procedures of a unit.${ofPublic}`,
    })
    async distinct(
      @Root() root: DerivedMeasures,
      @Arg("dimension", () => dimensions, { description: "A dimension that is not in `groupBy`." })
      dimension: string,
    ): Promise<number> {
      return root.distinct(dimension);
    }

    @FieldResolver(() => Float, {
      nullable: true,
      description: `A measure of all steps up to this one, together. ${series} Null for rows without a step.`,
    })
    async runningTotal(
      @Root() root: DerivedMeasures,
      @Arg("measure", () => measureField, { description: "The measure; a rate is one over all the rows." })
      measure: string,
    ): Promise<number | null> {
      return (await root.windows()).runningTotal(root.group.keys, measure);
    }

    @FieldResolver(() => Float, {
      nullable: true,
      description: `A count's mean over this step and those before it; a rate over all their rows. ${series} Null for the first steps, which have too few before them.`,
    })
    async movingMean(
      @Root() root: DerivedMeasures,
      @Arg("measure", () => measureField, { description: "The measure." }) measure: string,
      @Arg("steps", () => Int, { description: "Over so many steps: 1 to as many as the series has." })
      steps: number,
    ): Promise<number | null> {
      return (await root.windows()).movingMean(root.group.keys, measure, steps);
    }
  }
  return BesideResolver;
}
