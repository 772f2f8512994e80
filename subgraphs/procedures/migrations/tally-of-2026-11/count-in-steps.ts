import { countNames, dimensions, type Root, roots, type Span } from "./roots";
import {
  beginOf,
  factsOf,
  groupingOf,
  inMemory,
  insertInto,
  keyList,
  notZero,
  sumsOf,
  typeOf,
} from "./tally-sql";

/*
 * How many dossiers are counted since the migration 1764201600001: a root by the finest span of each of its sets, and
 * the wider spans of these few rows. None of the SQL may change any more.
 */

type Kept = Root["sets"][number];

const axisDays = { RECEIVED: "received_on", RESOLVED: "resolved_on", DUE: "due_on" } as const;
const spans = ["day", "stretch", "month", "year"] as const;

/** The sets of a root that are not made of another by a wider span: their numbers differ in the last digit only. */
const finestOf = ({ sets }: Root) =>
  sets.filter((set) => !sets.some((other) => sameKeys(set, other) && isFiner(other.span, set.span)));
const sameKeys = (one: Kept, other: Kept) => Math.floor(one.number / 10) === Math.floor(other.number / 10);
const isFiner = (one: Span, other: Span) => spans.indexOf(one) < spans.indexOf(other);

/** What of a fact is the first day of a span of its axis. */
const dayOf = ({ axis, span }: Root) => (span === "day" ? axisDays[axis] : `${axisDays[axis]}_${span}`);

const spanColumns = (of: readonly Root[], axis: Root["axis"]) => [
  ...new Set(
    of
      .filter((root) => root.axis === axis && root.span !== "day")
      .map((root) => `${beginOf[root.span](axisDays[axis])} AS ${dayOf(root)}`),
  ),
];

/**
 * Facts with the spans that they are read by. What is never null and of one width comes first, texts last: PostgreSQL
 * reads a row from its beginning, and slower from its first null on, seventeen times for each dossier.
 */
export const factsInOrder = (rows: string, of: readonly Root[] = roots) => `
  SELECT ${countNames.join(", ")}, received_on, ${spanColumns(of, "RECEIVED").join(", ")}, due_on, channel, applicant, status,
    resolved_on, ${spanColumns(of, "RESOLVED").join(", ")}, days,
    timeliness, field_code, organization_code, unit_code, procedure_code
  FROM (${factsOf(rows)}) AS fact`;

/** The finest sets of a root. */
function countFinest(root: Root): string {
  const sets = finestOf(root);
  const keysOf = (set: Kept): string[] => [set.span, ...set.keys];
  const keys = [...spans, ...root.keys].filter((key) => sets.some((set) => keysOf(set).includes(key)));
  const days = spans.filter((span) => keys.includes(span));
  const cases = sets.map((set) => `WHEN ${groupingOf(keys, keysOf(set))} THEN ${set.number}`);
  const selected = dimensions.map((name) =>
    keys.includes(name) ? name : `NULL::${typeOf(name)} AS ${name}`,
  );
  return `
    SELECT (CASE GROUPING(${keys.join(", ")}) ${cases.join(" ")} END)::smallint AS key_set,
      coalesce(${days.join(", ")}) AS day, ${selected.join(", ")}, ${sumsOf}
    FROM (
      SELECT ${days.map((span) => `${beginOf[span]("day")} AS ${span}`).join(", ")}, ${[...root.keys, ...countNames].join(", ")}
      FROM (SELECT ${[`${dayOf(root)} AS day`, ...root.keys].join(", ")}, ${sumsOf} FROM dossier_fact
        GROUP BY ${[dayOf(root), ...root.keys].join(", ")}) AS root) AS root
    GROUP BY GROUPING SETS (${sets.map((set) => `(${keysOf(set).join(", ")})`).join(", ")}) ${notZero}`;
}

/** Each set of a wider span, with the one that it is made of. */
const widerOf = (root: Root) => {
  const finest = finestOf(root);
  return root.sets.flatMap((set) =>
    finest
      .filter((fine) => fine !== set && sameKeys(fine, set))
      .map((fine) => `(${fine.number}::smallint, ${set.number}::smallint, '${set.span}')`),
  );
};

const beginOfSpan = `CASE span ${spans.map((span) => `WHEN '${span}' THEN ${beginOf[span]("day")}`).join(" ")} END`;

/*
 * Adds the tally of the table `dossier_fact`, which its caller makes, and drops that table. The roots are counted side
 * by side, each whole by one process: PostgreSQL does so for the rows of a new table, where these come from a table
 * that is not temporary and not worth being read in parts. 777,000 rows of the finest spans are left of half a million
 * dossiers, and the wider spans are made of those in a second.
 */
export const tallyInStepsFunction = (of: readonly Root[] = roots) => `
  CREATE OR REPLACE FUNCTION tally_dossier_facts() RETURNS void LANGUAGE plpgsql ${inMemory}
    SET parallel_setup_cost = 0 SET parallel_tuple_cost = 0 SET min_parallel_table_scan_size = '1TB' AS $$
  BEGIN
    EXECUTE $sql$ CREATE TEMPORARY TABLE dossier_counted ON COMMIT DROP AS
      ${of.map(countFinest).join(" UNION ALL ")} $sql$;
    ${insertInto("dossier_tally")}
    SELECT ${keyList}, ${countNames.join(", ")} FROM dossier_counted
    UNION ALL
    SELECT ${keyList}, ${sumsOf} FROM (
      SELECT wider.key_set, ${beginOfSpan} AS day, ${[...dimensions, ...countNames].join(", ")}
      FROM dossier_counted c JOIN (VALUES ${of.flatMap(widerOf).join(", ")}) AS wider (made_of, key_set, span) ON made_of = c.key_set
    ) AS counted
    GROUP BY ${keyList} ${notZero}
    ORDER BY key_set, day;
    DROP TABLE dossier_counted, dossier_fact;
  END $$`;
