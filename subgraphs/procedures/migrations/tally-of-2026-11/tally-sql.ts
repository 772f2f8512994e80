import { countNames, counts, dimensions, type Root, roots, type Span } from "./roots";

/*
 * How tallies are made of dossiers, as SQL. Part of migrations that have run: like the roots, none of the SQL may change.
 */

const types: Record<string, string> = {
  channel: "dossier_channel",
  applicant: "applicant_kind",
  status: "dossier_status",
  days: "integer",
};
export const typeOf = (dimension: string) => types[dimension] ?? "text";

/** The columns of a table of tallies. */
export const columns = `key_set smallint NOT NULL, day date,
  ${dimensions.map((name) => `${name} ${typeOf(name)}`).join(", ")},
  ${countNames.map((name) => `${name} integer NOT NULL`).join(", ")}`;

export const keyList = `key_set, day, ${dimensions.join(", ")}`;
export const sumsOf = countNames.map((name) => `sum(${name})::integer AS ${name}`).join(", ");
export const sums = countNames.map((name) => `sum(${name})`).join(", ");
export const notZero = `HAVING ROW(${sums}) <> ROW(${counts.map(() => "0").join(", ")})`;

/** A dossier `d` as what is counted of it: +1 or -1, its local days, the keys, and the counts. */
export function factsOf(rows: string): string {
  return `
    SELECT received_on, resolved_on, due_on, organization_code, unit_code, procedure_code, field_code, channel, applicant,
      status, CASE WHEN resolved_on < due_on THEN 'EARLY' WHEN resolved_on = due_on THEN 'ON_TIME'
        WHEN resolved_on > due_on THEN 'LATE' END AS timeliness, resolved_on - received_on AS days,
      ${counts.map(([name, value]) => `sign * ${value} AS ${name}`).join(", ")}
    FROM (
      SELECT r.*, p.field_code, (r.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS received_on,
        (r.resolved_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS resolved_on,
        (r.due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS due_on
      FROM (${rows}) AS r JOIN procedure p ON p.code = r.procedure_code OFFSET 0) AS d OFFSET 0`;
}

/** The rows of `dossier_pending`, of some dossiers. */
export const pendingOf = (rows: string) => `
  SELECT d.id, d.due_at, (d.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, d.organization_code, d.unit_code,
    d.procedure_code, p.field_code, d.channel, d.applicant, d.status
  FROM ${rows} d JOIN procedure p ON p.code = d.procedure_code
  WHERE d.status NOT IN ('RESOLVED', 'RETURNED', 'REJECTED', 'WITHDRAWN', 'STOPPED')`;

const spans = ["day", "stretch", "month", "year"] as const;
const axisDays = { RECEIVED: "received_on", RESOLVED: "resolved_on", DUE: "due_on" } as const;

/** The first day of the span that a day is in. */
export const beginOf: Record<Span, (day: string) => string> = {
  day: (day) => day,
  stretch: (day) =>
    `greatest(date_trunc('week', ${day}::timestamp), date_trunc('month', ${day}::timestamp))::date`,
  month: (day) => `date_trunc('month', ${day}::timestamp)::date`,
  year: (day) => `date_trunc('year', ${day}::timestamp)::date`,
};

/** What of a fact is the first day of a span of an axis. */
type DayOf = (axis: Root["axis"], span: Span) => string;

const dayOfSpan: DayOf = (axis, span) => beginOf[span](axisDays[axis]);

/**
 * The tally of a table of facts: counts for each key of each set. In two steps, for a million dossiers are read by
 * few sets, the roots, and everything else is made of those.
 */
export const tallyOf = (facts: string, of: readonly Root[] = roots) =>
  of.map((root) => setsOf(root, facts, dayOfSpan)).join(" UNION ALL ");

const spanColumn: DayOf = (axis, span) => `${axisDays[axis]}_${span}`;
const spanColumns = new Map(roots.map(({ axis, span }) => [spanColumn(axis, span), dayOfSpan(axis, span)]));

/** Facts with the spans that they are read by: reckoned once for each dossier, not once more for each root. */
export const factsBySpan = (rows: string) => `
  SELECT fact.*, ${[...spanColumns].map(([name, day]) => `${day} AS ${name}`).join(", ")} FROM (${factsOf(rows)}) AS fact`;

/** The tally of a table of such facts. */
export const tallyBySpan = (facts: string) =>
  roots.map((root) => setsOf(root, facts, spanColumn)).join(" UNION ALL ");

/** The tally of some dossiers, given with a sign. */
export const tallyOfRows = (rows: string, of: readonly Root[] = roots) =>
  `WITH fact AS MATERIALIZED (${factsOf(rows)}) ${tallyOf("fact", of)}`;

/** The sets that are made of a root. */
function setsOf({ axis, span, keys: rootKeys, sets }: Root, facts: string, dayOf: DayOf): string {
  const day = dayOf(axis, span);
  const keysOf = (set: Root["sets"][number]): string[] => [set.span, ...set.keys];
  const keys = [...spans, ...rootKeys].filter((key) => sets.some((set) => keysOf(set).includes(key)));
  const cases = sets.map((set) => `WHEN ${groupingOf(keys, keysOf(set))} THEN ${set.number}`);
  const selected = dimensions.map((name) =>
    keys.includes(name) ? name : `NULL::${typeOf(name)} AS ${name}`,
  );
  return `
    SELECT (CASE GROUPING(${keys.join(", ")}) ${cases.join(" ")} END)::smallint AS key_set,
      coalesce(${spans.filter((name) => keys.includes(name)).join(", ")}) AS day, ${selected.join(", ")}, ${sumsOf}
    FROM (
      SELECT ${spans.map((name) => `${beginOf[name]("day")} AS ${name}`).join(", ")},
        ${[...rootKeys, ...countNames].join(", ")}
      FROM (SELECT ${[`${day} AS day`, ...rootKeys].join(", ")}, ${sumsOf} FROM ${facts}
        GROUP BY ${[day, ...rootKeys].join(", ")}) AS root) AS root
    GROUP BY GROUPING SETS (${sets.map((set) => `(${keysOf(set).join(", ")})`).join(", ")}) ${notZero}`;
}

/** What GROUPING gives for a set of keys: a bit for each that is not there. */
export function groupingOf(keys: readonly string[], there: readonly string[]): number {
  return keys.reduce((number, key) => number * 2 + (there.includes(key) ? 0 : 1), 0);
}

/** A million dossiers are counted in tables in memory in half the time that sorting them for each root takes. */
export const inMemory = "SET work_mem = '512MB' SET enable_sort = off";

export const insertInto = (table: string) => `INSERT INTO ${table} (${keyList}, ${countNames.join(", ")})`;
