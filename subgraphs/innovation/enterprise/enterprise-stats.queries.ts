import sql, { join, raw, type Sql } from "sql-template-tag";
import type { Database } from "../../../shared/database/database";
import { badInput } from "../../../shared/errors/graph-error";
import { all } from "../../../shared/filter/conditions";
import { type EnterpriseFilter, enterpriseConditions } from "./enterprise.inputs";
import { EnterpriseKind } from "./enterprise-kind";
import { countsByKindsSql, type KindsCount, kindsIn, measuresOf } from "./enterprise-measures";
import { EnterpriseDimension, type EnterpriseStats, type EnterpriseStatsRow } from "./enterprise-stats";

/** Most groups of one answer; more are a list, not statistics. */
const maxGroups = 10_000;

interface GroupRow extends KindsCount {
  industry: string | null;
  unit: string | null;
  foundedYear: number | null;
}

/**
 * Counts the enterprises of a filter by group, in one statement. It counts sets of kinds and not kinds, so that the
 * totals count an enterprise of two kinds once. Without a filter and by one dimension at most, besides the kind, it
 * reads the running totals, and otherwise the enterprises: both give the same, and a test asks both.
 */
export async function findEnterpriseStats(
  database: Database,
  filter: EnterpriseFilter | null,
  groupBy: EnterpriseDimension[],
): Promise<EnterpriseStats> {
  if (new Set(groupBy).size < groupBy.length) {
    throw badInput(`groupBy: expected each dimension at most once; got ${groupBy.join(", ")}.`, ["groupBy"]);
  }
  const asked = columns.filter(({ dimension }) => groupBy.includes(dimension));
  const conditions = enterpriseConditions(filter);
  const isTallied = conditions.length === 0 && asked.length <= 1;
  const counts = await database.rows<GroupRow>(isTallied ? tallied(asked[0]) : counted(asked, conditions));
  if (counts.length > maxGroups) {
    throw badInput(`groupBy: expected at most ${maxGroups} groups; narrow the filter or group by less.`, [
      "groupBy",
    ]);
  }
  const totals = measuresOf(counts);
  if (groupBy.length > 0) return { rows: rowsOf(counts, groupBy), totals };
  return { rows: [{ kind: null, industry: null, unit: null, foundedYear: null, measures: totals }], totals };
}

/** From the running totals of a dimension, or of all. */
function tallied(asked: KeyColumn | undefined): Sql {
  const keys = columns.map((column) =>
    column === asked
      ? sql`key::${raw(column.type)} AS ${raw(column.name)}`
      : sql`NULL AS ${raw(column.name)}`,
  );
  return sql`
    SELECT ${join(keys)}, kind_set AS "kindSet", enterprises, innovating, published, synthetic
    FROM enterprise_tally
    WHERE dimension = ${asked?.dimension ?? "ALL"} AND enterprises > 0 ORDER BY 1, 2, 3 LIMIT ${maxGroups + 1}`;
}

/** From the enterprises. */
function counted(asked: KeyColumn[], conditions: Sql[]): Sql {
  const keys = columns.map((column) =>
    asked.includes(column) ? sql`${column.key} AS ${raw(column.name)}` : sql`NULL AS ${raw(column.name)}`,
  );
  return sql`
    SELECT ${join(keys)}, ${countsByKindsSql} FROM enterprise e WHERE ${all(conditions)}
    GROUP BY ${join([...asked.map(({ key }) => key), sql`e.kind_set`])} ORDER BY 1, 2, 3 LIMIT ${maxGroups + 1}`;
}

/** The key columns other than the kind, which is unpacked afterwards. */
interface KeyColumn {
  name: string;
  type: "text" | "int";
  dimension: EnterpriseDimension;
  key: Sql;
}

const columns: KeyColumn[] = [
  { name: "industry", type: "text", dimension: EnterpriseDimension.INDUSTRY, key: sql`e.industry` },
  { name: "unit", type: "text", dimension: EnterpriseDimension.UNIT, key: sql`e.unit_code` },
  {
    name: '"foundedYear"',
    type: "int",
    dimension: EnterpriseDimension.FOUNDED_YEAR,
    key: sql`date_part('year', e.founded_on)::int`,
  },
];

/** The counts under their keys, in the order in which the statement gave the keys; kinds in the order of the enum. */
function rowsOf(counts: readonly GroupRow[], groupBy: EnterpriseDimension[]): EnterpriseStatsRow[] {
  const byKind = groupBy.includes(EnterpriseDimension.KIND);
  const groups = new Map<string, { key: Omit<EnterpriseStatsRow, "measures">; counts: GroupRow[] }>();
  for (const kind of byKind ? [...Object.values(EnterpriseKind), null] : [null]) {
    for (const count of counts) {
      const kinds = kindsIn(count.kindSet);
      if (byKind && (kind === null ? kinds.length > 0 : !kinds.includes(kind))) continue;
      const { industry, unit, foundedYear } = count;
      const name = JSON.stringify([kind, industry, unit, foundedYear]);
      const key = { kind, industry, unit: unit === null ? null : { code: unit }, foundedYear };
      const group = groups.get(name) ?? { key, counts: [] };
      group.counts.push(count);
      groups.set(name, group);
    }
  }
  return [...groups.values()].map(({ key, counts: of }) => ({ ...key, measures: measuresOf(of) }));
}
