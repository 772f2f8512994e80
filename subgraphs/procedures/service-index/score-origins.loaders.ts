import sql, { type Sql } from "sql-template-tag";
import { startOf } from "../../../shared/clock/calendar-day";
import { bucketOf } from "../../../shared/clock/time-buckets";
import type { Database } from "../../../shared/database/database";
import {
  type OriginCounts,
  originCountsSql,
  originsOf,
  type RowOrigins,
} from "../../../shared/graphql/row-origins";
import { defineLoader } from "../../../shared/loader/loaders";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { cityCode } from "../administrative-unit/administrative-unit";

/** Where the dossiers that an organization received in a month came from, by its code. */
export const originsByOrganization = defineLoader<RowOrigins, { month: string }, SubgraphContext>(
  (codes, { database }, { month }) => findOrigins(database, sql`d.organization_code`, codes, month),
);

/** The same of the dossiers received in a unit, by its code; for the city, of all. */
export const originsByUnit = defineLoader<RowOrigins, { month: string }, SubgraphContext>(
  async (codes, { database }, { month }) => {
    const ofUnits = await findOrigins(database, sql`d.unit_code`, codes, month);
    if (!codes.includes(cityCode)) return ofUnits;
    const ofCity = await findOrigins(database, sql`${cityCode}::text`, [cityCode], month);
    return new Map([...ofUnits, ...ofCity]);
  },
);

async function findOrigins(
  database: Database,
  key: Sql,
  codes: readonly string[],
  month: string,
): Promise<Map<string, RowOrigins>> {
  const { start, end } = bucketOf(`${month}-01`, "MONTH");
  const rows = await database.rows<OriginCounts & { key: string; rows: number }>(sql`
    SELECT ${key} AS key, count(*)::int AS rows, ${originCountsSql(sql`d.origin`)} FROM dossier d
    WHERE d.received_at >= ${startOf(start)} AND d.received_at < ${startOf(end)} AND ${key} = ANY(${[...codes]}::text[])
    GROUP BY 1`);
  const found = new Map(rows.map((row) => [row.key, originsOf(row.rows, row)]));
  return new Map(
    codes.map((code) => [code, found.get(code) ?? originsOf(0, { published: 0, synthetic: 0 })]),
  );
}
