/** A question of a newer kind beside the plain one that it extends: the same dimensions and filter without it. */
export interface NewQuery {
  name: string;
  query: QueryText;
  plain: QueryText;
  /** What is asked before, and does not count: its `endCursor` is what `after` is. */
  pageBefore?: QueryText;
}

/** A query of some dossiers, as their filter says. */
export type QueryText = (filter: string, after?: string) => string;

const measures = "{ received pending overdue }";

/**
 * A query of statistics: the arguments but for the filter, and what is read of a row besides its measures, in which THESE
 * stands for the filter.
 */
function stats(asked: string, row: string, of = ""): QueryText {
  return (filter, after) => {
    const page = after === undefined ? "" : `, after: "${after}"`;
    const given = `${asked}, filter: { and: [${filter}]${of && `, ${of}`} }${page}`;
    return `{ dossierStats(${given}) { endCursor totals ${measures} rows { ${row.replace("THESE", filter)} measures ${measures} } } }`;
  };
}

const first = "first: 200";
const unit = "unit { code }";
const all = stats(first, "weekday");
const byUnit = stats(`groupBy: [UNIT], ${first}`, unit);
const months = `${first}, timeBucket: { grain: MONTH }`;
const byMonth = stats(months, "bucket { start }");
const unitByMonth = stats(`groupBy: [UNIT], ${months}`, `bucket { start } ${unit}`);
const byUnitAndField = stats(
  `groupBy: [UNIT, PROCEDURE_FIELD], orderBy: [{ field: RECEIVED }], ${first}`,
  unit,
);
const pages = stats("groupBy: [UNIT, PROCEDURE], first: 200", `${unit} procedure { code }`);

const dimensions = [
  ...["PROCESSING_DAYS", "WEEKDAY", "GREEN_LANE", "UNIT_KIND", "ORGANIZATION_KIND", "ONLINE_LEVEL"],
  ...["PAYMENT", "SATISFACTION"],
];

const ofDimensions = dimensions.flatMap((dimension): NewQuery[] => [
  { name: `by ${dimension}`, query: stats(`groupBy: [${dimension}], ${first}`, "weekday"), plain: all },
  {
    name: `by UNIT and ${dimension}`,
    query: stats(`groupBy: [UNIT, ${dimension}], ${first}`, unit),
    plain: byUnit,
  },
]);

const besideRows: NewQuery[] = [
  ["share of the total", "share(measure: RECEIVED)"],
  [
    "difference to another filter",
    "changeFrom(measure: RECEIVED, filter: { channel: { eq: ONLINE }, and: [THESE] })",
  ],
  ["distinct procedures", "distinct(dimension: PROCEDURE)"],
].map(([name = "", field = ""]) => ({
  name,
  query: stats(`groupBy: [UNIT], ${first}`, `${unit} ${field}`),
  plain: byUnit,
}));

const windows = [
  ["difference to the step before", "change(measure: RECEIVED)"],
  ["difference to a year before", "change(measure: RECEIVED, from: YEAR_BEFORE)"],
  ["running total", "runningTotal(measure: RECEIVED)"],
  ["moving mean", "movingMean(measure: RECEIVED, steps: 3)"],
].flatMap(([name = "", field = ""]): NewQuery[] => [
  { name, query: stats(months, `bucket { start } ${field}`), plain: byMonth },
  {
    name: `${name}, by UNIT`,
    query: stats(`groupBy: [UNIT], ${months}`, `bucket { start } ${unit} ${field}`),
    plain: unitByMonth,
  },
]);

const ordersAndPages: NewQuery[] = [
  {
    name: "top 3 within UNIT",
    query: stats(
      `groupBy: [UNIT, PROCEDURE_FIELD], orderBy: [{ field: RECEIVED }], topWithin: { dimension: UNIT, first: 3 }, ${first}`,
      unit,
    ),
    plain: byUnitAndField,
  },
  {
    name: "ordered by the 90th percentile",
    query: stats(
      `groupBy: [UNIT], orderBy: [{ field: AVERAGE_PROCESSING_DAYS, percentile: 0.9 }], ${first}`,
      unit,
    ),
    plain: byUnit,
  },
  { name: "the second page", query: pages, plain: pages, pageBefore: pages },
];

/** The public may be told the ends of months. */
const past: NewQuery[] = [
  { name: "as of a day", query: stats(`asOf: "2025-09-30", ${first}`, "weekday"), plain: all },
  {
    name: "as of a day, by UNIT",
    query: stats(`asOf: "2025-09-30", groupBy: [UNIT], ${first}`, unit),
    plain: byUnit,
  },
  {
    name: "steps AS_OF",
    query: stats(`${first}, timeBucket: { field: AS_OF, grain: MONTH }`, "bucket { start }"),
    plain: byMonth,
  },
  {
    name: "steps AS_OF, by UNIT",
    query: stats(`groupBy: [UNIT], ${first}, timeBucket: { field: AS_OF, grain: MONTH }`, unit),
    plain: unitByMonth,
  },
];

/** The public can neither choose classes nor filter by numbers. */
const ofAnalysts: NewQuery[] = [
  {
    name: "by UNIT and classes of one's own",
    query: stats(
      `groupBy: [UNIT, PROCESSING_DAYS], classes: [{ dimension: PROCESSING_DAYS, ranges: [{ to: 4 }, { from: 5, to: 9 }, { from: 10 }] }], ${first}`,
      unit,
    ),
    plain: byUnit,
  },
  {
    name: "filtered by processing days, by UNIT",
    query: stats(`groupBy: [UNIT], ${first}`, unit, "processingDays: { gte: 10 }"),
    plain: byUnit,
  },
];

/** Dimensions, windows, differences, orders, pages and the past, as somebody may ask for them. */
export function newQueries(isPublic: boolean): NewQuery[] {
  return [
    ...ofDimensions,
    ...besideRows,
    ...windows,
    ...ordersAndPages,
    ...past,
    ...(isPublic ? [] : ofAnalysts),
  ];
}
