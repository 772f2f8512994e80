import sql, { type Sql } from "sql-template-tag";
import { all } from "../../../shared/filter/conditions";
import { defineLoader } from "../../../shared/loader/loaders";
import type { SubgraphContext, SubgraphLoader } from "../../../shared/subgraph/context";
import { cityCode } from "../administrative-unit/administrative-unit";
import type { DossierFilter } from "./dossier.inputs";
import { dossierConditions } from "./dossier-conditions";
import {
  type DossierCounts,
  type DossierMeasures,
  dossierCountsSql,
  dossierMeasuresOf,
  noDossiers,
} from "./dossier-measures";
import { processingDaysSql } from "./dossier-state";
import type { ProcessingTimes } from "./processing-times";

/** What measures depend on besides the organization, unit or procedure. */
export interface MeasuresArguments {
  filter: DossierFilter | null;
}

/** Measures of the dossiers that an organization handles, by its code. */
export const measuresByOrganization = measuresBy(sql`d.organization_code`);

/** Measures of the dossiers received in a unit, by its code; of the city, of all dossiers. */
export const measuresByUnit = measuresBy(sql`d.unit_code`, cityCode);

/** Measures of the dossiers of a procedure, by its code. */
export const measuresByProcedure = measuresBy(sql`d.procedure_code`);

/**
 * Makes the loader of measures by a key of the dossier, all keys of a batch in one statement. `whole` is the
 * key that stands for all dossiers, whatever their own.
 */
function measuresBy(key: Sql, whole?: string): SubgraphLoader<DossierMeasures, MeasuresArguments> {
  const timesByKey = processingTimesBy(key, whole);
  return defineLoader(async (keys, context, args) => {
    const rows = await context.database.rows<DossierCounts & { key: string }>(sql`
      SELECT ${keyColumn(key, whole)}, ${dossierCountsSql(context.clock.now())}
      FROM dossier d ${grouped(key, whole, keys, args, context)}`);
    const counted = new Map(rows.map((row) => [row.key, row]));
    return new Map(
      keys.map((asked) => {
        const times = () => context.loadKnown(timesByKey, asked, args);
        return [asked, dossierMeasuresOf(counted.get(asked) ?? noDossiers, times)];
      }),
    );
  });
}

/** Makes the loader of processing times by a key of the dossier, all keys of a batch in one statement. */
function processingTimesBy(key: Sql, whole?: string): SubgraphLoader<ProcessingTimes, MeasuresArguments> {
  return defineLoader(async (keys, context, args) => {
    const rows = await context.database.rows<{ key: string; days: number; dossiers: number }>(sql`
      SELECT ${keyColumn(key, whole)}, ${processingDaysSql} AS days, count(d.resolved_at)::int AS dossiers
      FROM dossier d ${grouped(key, whole, keys, args, context)}, 2 ORDER BY 2`);
    const times = new Map<string, ProcessingTimes>(keys.map((asked) => [asked, { days: [], dossiers: [] }]));
    for (const { key: of, days, dossiers } of rows) {
      // Dossiers without a result are the group of null days, and count none.
      if (dossiers === 0) continue;
      times.get(of)?.days.push(days);
      times.get(of)?.dossiers.push(dossiers);
    }
    return times;
  });
}

/** The key of a group; of the group of all dossiers, which GROUPING SETS marks, the key that stands for them. */
function keyColumn(key: Sql, whole: string | undefined): Sql {
  return whole === undefined
    ? sql`${key} AS key`
    : sql`CASE GROUPING(${key}) WHEN 0 THEN ${key} ELSE ${whole} END AS key`;
}

/** WHERE and GROUP BY. All dossiers are read only when the key that stands for them is asked. */
function grouped(
  key: Sql,
  whole: string | undefined,
  keys: readonly string[],
  { filter }: MeasuresArguments,
  { clock }: SubgraphContext,
): Sql {
  const where = all(dossierConditions(filter, clock.now()));
  if (whole !== undefined && keys.includes(whole)) {
    return sql`WHERE ${where} GROUP BY GROUPING SETS ((${key}), ())`;
  }
  return sql`WHERE ${key} = ANY(${[...keys]}::text[]) AND ${where} GROUP BY ${key}`;
}
