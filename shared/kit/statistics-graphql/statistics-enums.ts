import { registerEnumType } from "type-graphql";
import { type Cube, constantName } from "../cube/cube";

/** An enumeration of GraphQL whose values equal their names. */
export type GraphEnum = Record<string, string>;

export interface StatisticsEnums {
  dimension: GraphEnum;
  timeField: GraphEnum;
  timeGrain: GraphEnum;
  measureField: GraphEnum;
}

/** The enumerations of a cube: what can be named in a query. */
export function statisticsEnums(cube: Cube): StatisticsEnums {
  const { name, noun, dimensions, measures } = cube;
  const ordered = Object.entries(measures).map(
    ([key, { description, ordered: name = description }]) => [key, { description: name }] as const,
  );
  return {
    dimension: register(`${name}Dimension`, `What counts of ${noun.many} can be grouped by.`, dimensions),
    timeField: register(
      `${name}TimeField`,
      `Which day of a ${noun.one} puts it into a step of a time series.`,
      timeFieldsOf(cube),
    ),
    timeGrain: register(`${name}TimeGrain`, "How long the steps of a time series are.", grains),
    measureField: register(
      `${name}MeasureField`,
      "Measures that groups can be ordered and filtered by.",
      Object.fromEntries(ordered),
    ),
  };
}

/** What steps of time can be of: time axes, and the days that rows are counted as of. */
export function timeFieldsOf({ noun, times, hasAsOf }: Cube): Record<string, { description: string }> {
  const description =
    `As of the end of each step: all ${noun.many} that had come by then, as they stood then, such as the pending of each ` +
    "month's end. From the first day that has any, or `from`; totals are those of the last step.";
  return { ...times, ...(hasAsOf && { asOf: { description } }) };
}

const grains = {
  day: { description: "A day in Hanoi." },
  week: { description: "A week of ISO 8601, Monday to Sunday." },
  month: { description: "A calendar month." },
  quarter: { description: "A calendar quarter." },
  year: { description: "A calendar year." },
};

function register(
  name: string,
  description: string,
  values: Readonly<Record<string, { description: string }>>,
): GraphEnum {
  const entries = Object.entries(values).map(([key, value]) => [constantName(key), value] as const);
  const made: GraphEnum = Object.fromEntries(entries.map(([constant]) => [constant, constant]));
  const valuesConfig = Object.fromEntries(
    entries.map(([constant, value]) => [constant, { description: value.description }]),
  );
  registerEnumType(made, { name, description, valuesConfig });
  return made;
}
