import { Float, Int, ObjectType } from "type-graphql";
import { dateScalar, dateTimeScalar } from "../../base/graphql/scalars";
import { type Cube, constantName, type Measure, part } from "../cube/cube";
import { measureValue, partsOfUnit } from "../cube/measure";
import type { Counts, Distribution } from "../cube/statistics-query";
import { DataOrigin } from "../graphql/kit-enums";
import { Rate, rate } from "../graphql/rate";
import { originDescription, originsOf, syntheticShareDescription } from "../graphql/row-origins";
import { TimeBucket } from "../graphql/time-bucket";
import { type FieldDefinition, namedClass, type TypeClass } from "./named-class";
import { StatisticsProtection } from "./statistics-protection";

/** The measures of a group as GraphQL has them, by their names; and what percentiles are found in. */
export interface StatisticsMeasures {
  [measure: string]: number | boolean | Rate | DataOrigin | null | Counts | (() => Promise<Distribution>);
  counts: Counts;
  distribution: () => Promise<Distribution>;
  protected: boolean;
}

/** All measures of base counts, each worked out when it is read: of 126 units a query reads two of them, of twenty. */
export function measuresOf(
  cube: Cube,
  counts: Counts,
  distribution: StatisticsMeasures["distribution"],
  isProtected = false,
): StatisticsMeasures {
  const measures: StatisticsMeasures = Object.create(prototypeOf(cube));
  measures.counts = counts;
  measures.distribution = distribution;
  measures.protected = isProtected;
  return measures;
}

const prototypes = new WeakMap<Cube, object>();

/** What the measures of all groups of a cube inherit: how each follows from the base counts. */
function prototypeOf(cube: Cube): object {
  const known = prototypes.get(cube);
  if (known) return known;
  const made = {};
  const define = (name: string, read: (counts: Counts) => unknown) =>
    Object.defineProperty(made, name, {
      get(this: StatisticsMeasures) {
        return read(this.counts);
      },
    });
  for (const [name, measure] of Object.entries(cube.measures))
    define(name, (counts) => graphValue(cube, measure, counts));
  const { origins } = cube;
  for (const name of origins ? (["origin", "syntheticShare"] as const) : [])
    define(name, (counts) => origins && originsIn(origins, counts)[name]);
  prototypes.set(cube, made);
  return made;
}

/** Where the rows came from. */
function originsIn({ rows, synthetic, published }: NonNullable<Cube["origins"]>, counts: Counts) {
  return originsOf(part(counts, rows), {
    synthetic: part(counts, synthetic),
    published: published === undefined ? 0 : part(counts, published),
  });
}

function graphValue(cube: Cube, measure: Measure, counts: Counts): number | Rate | null {
  const { kind, count, of } = measure;
  return kind === "rate" && of !== undefined
    ? rate(part(counts, count), part(counts, of))
    : measureValue(cube, measure, counts);
}

export interface StatisticsTypes {
  measures: TypeClass;
  row: TypeClass;
  stats: TypeClass;
}

/** The object types of a cube's statistics. `keys` is what each dimension's key leads to. */
export function statisticsTypes(cube: Cube, keys: Readonly<Record<string, () => object>>): StatisticsTypes {
  const { name, noun } = cube;
  const object = (type: string, description: string, fields: Record<string, FieldDefinition>) =>
    namedClass(type, ObjectType(type, { description }), fields);
  const measures = object(`${name}Measures`, `Counts of ${noun.many}, and the rates that follow from them.`, {
    ...Object.fromEntries(
      Object.entries(cube.measures).map(([key, measure]) => [key, measureField(cube, measure)]),
    ),
    ...protectedField(cube),
    ...originFields(cube),
  });
  const dimensions = Object.entries(cube.dimensions).map(
    ([key, { description, key: ofKey = description }]) => {
      const type = part(keys, key);
      return [key, { type: () => type(), nullable: true, description: ofKey }] as const;
    },
  );
  const row = object(`${name}StatsRow`, "The measures of one group. Keys that were not asked for are null.", {
    bucket: { type: () => TimeBucket, nullable: true, description: bucketDescription(cube) },
    isPartial: {
      type: () => Boolean,
      nullable: true,
      description:
        "Whether the step is cut: by the filter's days, or because it is not over yet. Null where there is no step.",
    },
    ...Object.fromEntries(dimensions),
    measures: { type: () => measures, description: "Counts and rates of the group." },
    ...protectedField(cube),
  });
  const deadline = cube.deadline ? `, and ${cube.deadline.name} is reckoned at it` : "";
  const stats = object(`${name}Stats`, `Counts of ${noun.many} by group.`, {
    rows: { type: () => [row], description: "A row for each group." },
    totals: {
      type: () => measures,
      description: `All ${noun.many} of the filter, also those of groups that \`having\` or \`first\` left out.`,
    },
    dataAsOf: {
      type: () => dateTimeScalar,
      description: `The instant as of which the counts are: every change stored before it is counted${deadline}${
        cube.hasAsOf ? ", or at the end of `asOf`" : ""
      }.`,
    },
    dataThrough: {
      type: () => dateScalar,
      nullable: true,
      description:
        `The last day in Hanoi, up to today, on which there is a ${noun.one}, by ` +
        `${constantName(Object.keys(cube.times)[0] ?? "")} and whatever the filter${isAboutPersons(cube)}${cube.hasAsOf ? ", and up to `asOf`" : ""}; null where there is none.`,
    },
    truncated: { type: () => Boolean, description: "More groups exist than `first`." },
    endCursor: {
      type: () => String,
      nullable: true,
      description: "For `after`, to ask for the rows behind the last one; null where there are no rows.",
    },
    ...(cube.isAboutPersons && {
      protection: {
        type: () => StatisticsProtection,
        nullable: true,
        description: "How the answer is protected; null when all of it is exact, as it is for analysts.",
      },
    }),
  });
  return { measures, row, stats };
}

function isAboutPersons(cube: Cube): string {
  return cube.isAboutPersons ? " (for the public one of which a number may be shown)" : "";
}

function protectedField({ isAboutPersons }: Cube): Record<string, FieldDefinition> {
  const description =
    "Whether these measures are protected, as those for the public are: counts differ from the truth by noise, fewer rows " +
    "than `smallestCount` are shown as 0, and a rate over fewer is null. Exact for the public are all rows together, by " +
    "whole months.";
  return isAboutPersons ? { protected: { type: () => Boolean, description } } : {};
}

function originFields({ origins }: Cube): Record<string, FieldDefinition> {
  if (!origins) return {};
  const of = origins.of === undefined ? "" : `${origins.of} `;
  return {
    origin: { type: () => DataOrigin, nullable: true, description: `${of}${originDescription}` },
    syntheticShare: { type: () => Rate, description: `${of}${syntheticShareDescription}` },
  };
}

function measureField(cube: Cube, { kind, count, description }: Measure): FieldDefinition {
  if (kind === "count") return { type: () => (partsOfUnit(cube, count) === 1 ? Int : Float), description };
  if (kind === "rate") return { type: () => Rate, description };
  return { type: () => Float, nullable: true, description };
}

function bucketDescription({ times }: Cube): string {
  const without = Object.entries(times).flatMap(([name, one]) =>
    one.without ? [`, and of ${one.without}, by ${constantName(name)}`] : [],
  );
  return `The step of time; null when none was asked for${without.join("")}.`;
}
