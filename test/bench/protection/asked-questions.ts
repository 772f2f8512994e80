import type { StatisticsQuestion } from "../../../shared/statistics/question";
import { asGraphQL } from "../statistics/as-graphql";

/** All dossiers, by a filter that no other time has: so that a question is asked for the first time more than once. */
export function allDossiers(time: number): string {
  return `{ dueOn: { lt: "${2030 + Math.floor(time / 12)}-${String(1 + (time % 12)).padStart(2, "0")}-01" } }`;
}

/** A question as a query, of some rows or all dossiers besides. */
export function plainQuestion(question: StatisticsQuestion, time: number): string {
  const query = asGraphQL(question);
  return query.includes("filter: {")
    ? query.replace("filter: {", `filter: { and: [${allDossiers(time)}],`)
    : query.replace("first: 100", `first: 100, filter: ${allDossiers(time)}`);
}

/** A question of a newer kind, and the plain one that it stands beside. */
export interface NewQuestion {
  name: string;
  query: (filter: string) => string;
  plain: (filter: string) => string;
}

const measures = "{ received pending overdue }";
const byUnit = (filter: string) => stats(`groupBy: [UNIT], filter: ${filter}`, "unit { code }");
const byMonth = (filter: string) =>
  stats(`filter: ${filter}, timeBucket: { grain: MONTH }`, "bucket { start }");
const unitByMonth = (filter: string) =>
  stats(`groupBy: [UNIT], filter: ${filter}, timeBucket: { grain: MONTH }`, "bucket { start } unit { code }");

function stats(asked: string, row: string): string {
  return `{ dossierStats(${asked}, first: 200) { totals ${measures} rows { ${row} measures ${measures} } } }`;
}

const dimensions = [
  ...["WEEKDAY", "GREEN_LANE", "ONLINE_LEVEL", "PAYMENT", "UNIT_KIND", "ORGANIZATION_KIND"],
  ...["PROCESSING_DAYS", "SATISFACTION"],
];

/** Dimensions, classes, windows, differences and orders. `isPublic`: without what only analysts may ask. */
export function newQuestions(isPublic: boolean): NewQuestion[] {
  const each = (name: string, query: NewQuestion["query"], plain: NewQuestion["plain"] = byUnit) => ({
    ...{ name, query, plain },
  });
  const row = "unit { code }";
  return [
    ...dimensions.map((dimension) =>
      each(`by ${dimension}`, (filter) => stats(`groupBy: [${dimension}], filter: ${filter}`, "greenLane")),
    ),
    each("by unit and weekday", (filter) =>
      stats(`groupBy: [UNIT, WEEKDAY], filter: ${filter}`, `${row} weekday`),
    ),
    ...(isPublic
      ? []
      : [
          each("by unit and own classes", (filter) =>
            stats(
              `groupBy: [UNIT, PROCESSING_DAYS], filter: ${filter}, classes: [{ dimension: PROCESSING_DAYS, ranges: [{ to: 4 }, { from: 5, to: 9 }, { from: 10 }] }]`,
              row,
            ),
          ),
        ]),
    each("distinct procedures", (filter) =>
      stats(`groupBy: [UNIT], filter: ${filter}`, `${row} distinct(dimension: PROCEDURE)`),
    ),
    each(
      "change from the step before",
      (filter) =>
        stats(
          `groupBy: [UNIT], filter: ${filter}, timeBucket: { grain: MONTH }`,
          `${row} change(measure: RECEIVED)`,
        ),
      unitByMonth,
    ),
    each(
      "moving mean",
      (filter) =>
        stats(
          `filter: ${filter}, timeBucket: { grain: MONTH }`,
          "bucket { start } movingMean(measure: RECEIVED, steps: 3)",
        ),
      byMonth,
    ),
    each(
      "running total",
      (filter) =>
        stats(
          `filter: ${filter}, timeBucket: { grain: MONTH }`,
          "bucket { start } runningTotal(measure: RECEIVED)",
        ),
      byMonth,
    ),
    each(
      "top within",
      (filter) =>
        stats(
          `groupBy: [UNIT, PROCEDURE_FIELD], filter: ${filter}, topWithin: { dimension: UNIT, first: 3 }, orderBy: [{ field: RECEIVED }]`,
          row,
        ),
      (filter) =>
        stats(`groupBy: [UNIT, PROCEDURE_FIELD], filter: ${filter}, orderBy: [{ field: RECEIVED }]`, row),
    ),
    each("by the 90th percentile", (filter) =>
      stats(
        `groupBy: [UNIT], filter: ${filter}, orderBy: [{ field: AVERAGE_PROCESSING_DAYS, percentile: 0.9 }]`,
        row,
      ),
    ),
    each("change from another filter", (filter) =>
      stats(
        `groupBy: [UNIT], filter: ${filter}`,
        `${row} changeFrom(measure: RECEIVED, filter: { channel: [ONLINE], and: [${filter}] })`,
      ),
    ),
    each("share of the total", (filter) =>
      stats(`groupBy: [UNIT], filter: ${filter}`, `${row} share(measure: RECEIVED)`),
    ),
  ];
}
