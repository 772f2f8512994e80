import { IsOptional } from "class-validator";
import { ArgsType, Float, InputType, Int } from "type-graphql";
import { dateScalar } from "../../base/graphql/scalars";
import { maxDimensions } from "../cube/check-query";
import { type Cube, constantName, dayFilterName, keyDimensionsOf } from "../cube/cube";
import { enumFilter, nameOfEnum } from "../filter/enum-filter";
import { DateFilter, FloatFilter, IDFilter, TextFilter } from "../filter/filter-inputs";
import { SortDirection } from "../graphql/kit-enums";
import { asOfArgument } from "./as-of-argument";
import { type FieldDefinition, namedClass, type TypeClass } from "./named-class";
import { NumberRange } from "./number-class";
import type { StatisticsEnums } from "./statistics-enums";

/** The enumerations of dimensions whose keys are values, by dimension. */
export type ValueEnums = Readonly<Record<string, Readonly<Record<string, string>>>>;

const optional = { nullable: true, also: [IsOptional()] };

/** Which rows of a cube are meant: of every list of them as well as of their statistics. */
export function filterInput(cube: Cube, values: ValueEnums): TypeClass {
  const { name, noun, numbers, times, flags, deadline, search, sets = {} } = cube;
  const fields: Record<string, FieldDefinition> = {};
  const boolean = (description: string) => ({ ...optional, type: () => Boolean, description });
  for (const [time, { filter }] of Object.entries(times))
    fields[dayFilterName(time)] = { ...optional, type: () => DateFilter, description: filter };
  for (const [dimension, one] of keyDimensionsOf(cube)) {
    if (one.kind === "flag" || one.filter === undefined) continue;
    const type = one.kind === "code" ? IDFilter : valueFilter(values[dimension]);
    fields[dimension] = { ...optional, type: () => type, description: one.filter };
  }
  for (const [set, { filter }] of Object.entries(sets))
    fields[set] = { ...optional, type: () => IDFilter, description: filter };
  for (const [number, { filter }] of Object.entries(numbers))
    if (filter) fields[number] = { ...optional, type: () => FloatFilter, description: filter };
  for (const [flag, { filter }] of Object.entries(flags)) if (filter) fields[flag] = boolean(filter);
  if (deadline) fields[deadline.name] = boolean(deadline.filter);
  if (search) fields.search = { ...optional, type: () => String, description: search.filter };
  const made: TypeClass = namedClass(
    `${name}Filter`,
    InputType(`${name}Filter`, {
      description: `Which ${noun.many} are meant. All fields that are given must hold. At most 5 levels of and, or, not.`,
    }),
    {
      ...fields,
      and: { ...optional, type: () => [made], description: "Every one of these holds." },
      or: { ...optional, type: () => [made], description: "At least one of these holds." },
      not: { ...optional, type: () => made, description: "This does not hold." },
    },
  );
  return made;
}

function valueFilter(values: Readonly<Record<string, string>> | undefined): TypeClass {
  return values ? enumFilter(values, nameOfEnum(values)) : TextFilter;
}

/** The arguments of a cube's statistics: a StatisticsQuery. */
export function statisticsArguments(cube: Cube, enums: StatisticsEnums, filter: TypeClass): TypeClass {
  const { name, noun, times } = cube;
  const input = (suffix: string, description: string, fields: Record<string, FieldDefinition>) =>
    namedClass(`${name}${suffix}`, InputType(`${name}${suffix}`, { description }), fields);
  const bucketing = input("TimeBucketing", "How groups are spread over time.", {
    field: {
      type: () => enums.timeField,
      defaultValue: constantName(Object.keys(times)[0] ?? ""),
      description: `Which day of a ${noun.one} counts.`,
    },
    grain: { type: () => enums.timeGrain, description: "How long a step is." },
    fillGaps: {
      type: () => Boolean,
      defaultValue: true,
      description:
        `Whether steps without a ${noun.one} are there too, with zero counts: from the first step to the last one of ` +
        "the answer, or of the filter's days (but none after today), for each group that has a " +
        `${noun.one} at all.`,
    },
    ...(cube.hasAsOf && {
      from: {
        ...optional,
        type: () => dateScalar,
        description: "Of AS_OF alone: the day in whose step the series begins. At most 60 steps.",
      },
    }),
  });
  const { percentiles } = cube;
  const terms: Record<string, FieldDefinition> = {
    ...(percentiles && {
      percentile: {
        ...optional,
        type: () => Float,
        description: `This percentile in the place of a mean of ${percentiles.number}: 0 to 1. Of at most 10,000 groups.`,
      },
    }),
    share: {
      ...optional,
      type: () => Boolean,
      description: "Its share of the total in the place of a count, 0 to 1. Of at most 10,000 groups.",
    },
  };
  const order = input("StatsOrder", "One step of an order of groups; groups without a value come last.", {
    field: { type: () => enums.measureField, description: "The measure." },
    direction: {
      type: () => SortDirection,
      defaultValue: SortDirection.DESC,
      description: "Largest first by default.",
    },
    ...terms,
  });
  const having = input(
    "Having",
    "What a group's measure must be for its row to be there. Totals count all groups.",
    {
      measure: { type: () => enums.measureField, description: "The measure." },
      is: { type: () => FloatFilter, description: "Its bounds; a rate is 0 to 1." },
      ...terms,
    },
  );
  const top = input("TopWithin", "How many rows there are of each group of a dimension.", {
    dimension: { type: () => enums.dimension, description: "One of `groupBy`." },
    first: { type: () => Int, description: "At most so many rows of each, 1 to 10,000." },
  });
  const hasClasses = Object.values(cube.dimensions).some(({ kind }) => kind === "classes");
  const classes = hasClasses ? classesInput(cube, enums) : undefined;
  return namedClass(`${name}StatsArguments`, ArgsType(), {
    ...(cube.hasAsOf && { asOf: { ...optional, type: () => dateScalar, description: asOfArgument(cube) } }),
    filter: { ...optional, type: () => filter, description: `Only these ${noun.many}.` },
    groupBy: {
      type: () => [enums.dimension],
      defaultValue: [],
      description: `Up to ${maxDimensions} dimensions, each once; none counts all ${noun.many} together.`,
    },
    ...(classes && {
      classes: {
        ...optional,
        type: () => [classes],
        description: "Classes of your own for dimensions of numbers, in the place of the usual ones.",
      },
    }),
    timeBucket: { ...optional, type: () => bucketing, description: "Spread over time as well." },
    having: { ...optional, type: () => [having], description: "Only groups whose measures are all so." },
    orderBy: {
      ...optional,
      type: () => [order],
      description: "Order of the rows. Between equals, and by default, time decides and then the keys.",
    },
    topWithin: {
      ...optional,
      type: () => top,
      description: "Of each group of one dimension only the first rows, in the order of the rows.",
    },
    after: {
      ...optional,
      type: () => String,
      description:
        "Only rows after this `endCursor` of the same query. Groups that came or went meanwhile may be missed or returned twice.",
    },
    first: { type: () => Int, defaultValue: 1000, description: "At most so many rows, 1 to 10,000." },
  });
}

function classesInput({ name, isAboutPersons }: Cube, enums: StatisticsEnums): TypeClass {
  const analysts = isAboutPersons ? " For analysts: the public has the usual ones, which are protected." : "";
  return namedClass(
    `${name}Classes`,
    InputType(`${name}Classes`, {
      description: `Classes of a dimension of numbers. What is in none of them has null as its key.${analysts}`,
    }),
    {
      dimension: { type: () => enums.dimension, description: "A dimension of numbers, one of `groupBy`." },
      ranges: { type: () => [NumberRange], description: "1 to 50 ranges that do not overlap." },
    },
  );
}
