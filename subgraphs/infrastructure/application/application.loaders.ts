import sql from "sql-template-tag";
import type { Database } from "../../../shared/database/database";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, mapByKey } from "../../../shared/kit/loader/loaders";
import { Application } from "./application";

/** An application by its code. */
export const applicationByCode = defineLoader<Application, void, SubgraphContext>((codes, { database }) =>
  findApplications(database, codes),
);

/** How many wards and communes work with an application, by its code. */
export const unitsByApplication = defineLoader<number, void, SubgraphContext>(async (codes, { database }) => {
  const rows = await database.rows<{ code: string; units: number }>(sql`
    SELECT application_code AS code, count(*)::int AS units FROM unit_application
    WHERE application_code = ANY(${[...codes]}) GROUP BY 1`);
  const counted = new Map(rows.map(({ code, units }) => [code, units]));
  return new Map(codes.map((code) => [code, counted.get(code) ?? 0]));
});

/** Applications by their codes, each linked to what replaces it, however long the chain. */
async function findApplications(
  database: Database,
  codes: readonly string[],
): Promise<Map<string, Application>> {
  const rows = await database.rows<Application>(sql`
    WITH RECURSIVE wanted(code) AS (
      SELECT code FROM application WHERE code = ANY(${[...codes]})
      UNION
      SELECT a.replaced_by_code FROM application a JOIN wanted USING (code) WHERE a.replaced_by_code IS NOT NULL)
    SELECT code, name, owner_code AS "ownerCode", purpose, replaced_by_code AS "replacedByCode", origin
    FROM application JOIN wanted USING (code) ORDER BY code`);
  const linked = mapByKey(
    rows.map((row) => Object.assign(new Application(), row)),
    (row) => row.code,
  );
  for (const row of linked.values()) {
    row.replacedBy = row.replacedByCode === null ? null : (linked.get(row.replacedByCode) ?? null);
  }
  const selected = new Set(codes);
  return new Map([...linked].filter(([code]) => selected.has(code)));
}
