import type { StatisticsQuery, TimeGrain } from "../../../shared/kit/cube/statistics-query";

const by = (grain: TimeGrain, field = "RECEIVED") => ({ timeBucket: { field, grain, fillGaps: true } });
const october = { gte: "2025-10-01", lt: "2025-11-01" };

/** Questions of a dashboard: up to two dimensions and a time bucket, with filters on those dimensions. */
export const queries: [name: string, Partial<StatisticsQuery>][] = [
  ["all", {}],
  ["by organization", { groupBy: ["ORGANIZATION"] }],
  ["by unit", { groupBy: ["UNIT"] }],
  ["by procedure", { groupBy: ["PROCEDURE"] }],
  ["by field and channel", { groupBy: ["PROCEDURE_FIELD", "CHANNEL"] }],
  ["by organization and status", { groupBy: ["ORGANIZATION", "STATUS"] }],
  ["by unit and timeliness", { groupBy: ["UNIT", "TIMELINESS"] }],
  ["by channel and applicant", { groupBy: ["CHANNEL", "APPLICANT"] }],
  ["by unit and field", { groupBy: ["UNIT", "PROCEDURE_FIELD"] }],
  ["by organization and unit", { groupBy: ["ORGANIZATION", "UNIT"] }],
  ["by procedure and channel", { groupBy: ["PROCEDURE", "CHANNEL"] }],
  ["all, days", by("DAY")],
  ["by channel, days", { groupBy: ["CHANNEL"], ...by("DAY") }],
  ["by status and timeliness, weeks", { groupBy: ["STATUS", "TIMELINESS"], ...by("WEEK") }],
  ["by field, weeks", { groupBy: ["PROCEDURE_FIELD"], ...by("WEEK") }],
  ["by organization, months", { groupBy: ["ORGANIZATION"], ...by("MONTH") }],
  ["by unit and applicant, months", { groupBy: ["UNIT", "APPLICANT"], ...by("MONTH") }],
  ["by unit, quarters", { groupBy: ["UNIT"], ...by("QUARTER") }],
  ["by organization and channel, weeks", { groupBy: ["ORGANIZATION", "CHANNEL"], ...by("WEEK") }],
  ["by unit, days of a month", { groupBy: ["UNIT"], filter: { receivedOn: october }, ...by("DAY") }],
  ["one unit, days of a month", { filter: { unit: { in: ["00004"] }, receivedOn: october }, ...by("DAY") }],
  ["one organization, by procedure", { filter: { organization: { in: ["SXD"] } }, groupBy: ["PROCEDURE"] }],
  [
    "one unit, by procedure, a month",
    { filter: { unit: { in: ["00004"] }, receivedOn: october }, groupBy: ["PROCEDURE"] },
  ],
  [
    "two channels, by unit, weeks",
    { filter: { channel: { in: ["ONLINE", "POSTAL"] } }, groupBy: ["UNIT"], ...by("WEEK") },
  ],
  ["by organization, months of the result", { groupBy: ["ORGANIZATION"], ...by("MONTH", "RESOLVED") }],
  ["by timeliness, days of the result", { groupBy: ["TIMELINESS"], ...by("DAY", "RESOLVED") }],
  [
    "by unit and channel, results of a month",
    { filter: { resolvedOn: october }, groupBy: ["UNIT", "CHANNEL"] },
  ],
  ["green lane, by month", { filter: { greenLane: true }, ...by("MONTH") }],
];

/** A question and its name in tables. */
export interface NamedQuery {
  name: string;
  query: StatisticsQuery;
}

/**
 * Every question of up to two of the dimensions that builds before could be asked for, and a time bucket, by receipt or by
 * result, its gaps filled: 407.
 */
export function everyQuery(): NamedQuery[] {
  const pairs = dimensions.flatMap((one, at) => dimensions.slice(at + 1).map((other) => [one, other]));
  const groupings = [[], ...dimensions.map((one) => [one]), ...pairs];
  const buckets = ["RECEIVED", "RESOLVED"].flatMap((field) =>
    grains.map((grain) => ({ field, grain, fillGaps: true })),
  );
  return [undefined, ...buckets].flatMap((timeBucket) => {
    const bucket = timeBucket ? `by ${timeBucket.grain} of ${timeBucket.field}` : "";
    return groupings.map((groupBy) => ({
      name: `${groupBy.join(" × ") || "all"} ${bucket}`.trimEnd(),
      query: { groupBy, first: 1000, ...(timeBucket && { timeBucket }) },
    }));
  });
}

const dimensions = [
  ...["ORGANIZATION", "UNIT", "PROCEDURE", "PROCEDURE_FIELD"],
  ...["CHANNEL", "APPLICANT", "STATUS", "TIMELINESS"],
];
const grains: TimeGrain[] = ["DAY", "WEEK", "MONTH", "QUARTER", "YEAR"];
