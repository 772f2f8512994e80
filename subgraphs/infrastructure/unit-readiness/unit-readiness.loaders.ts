import sql from "sql-template-tag";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import type { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import type { KeepsRows } from "../../../shared/kit/kept-rows/keeps-rows";
import { defineLoader, groupByKey, type Loader } from "../../../shared/kit/loader/loaders";
import { cityCode } from "../../common/city/city-code";
import { checksAt } from "../administrative-unit/current-checks";
import type { ReadinessCriterion } from "../administrative-unit/readiness-criterion";
import { cityNote, readinessHistories, readinessTables } from "./readiness-histories";
import type { UnitReadiness } from "./unit-readiness";

/** One criterion of a requested unit, or of all units of the city together. */
interface CriterionRow {
  requested: string;
  criterion: ReadinessCriterion;
  units: number;
  missing: number;
  note: string | null;
  assessedOn: CalendarDay | null;
  origin: DataOrigin | null;
}

interface Asked {
  asOf: CalendarDay;
}

/** Readiness of a unit at the end of a day, by its code; the city meets a criterion when all of its units do. */
export const readinessByUnit = readinessLoader();

/** Of at most so many assessments all are kept, of more what was asked for by the day. */
export function readinessLoader(mostKept?: number): Loader<UnitReadiness, Asked, KeepsRows> {
  return defineLoader(async (codes, context, { asOf }) => {
    const { database } = context;
    const kept = await context.keptRows();
    if (!kept) return readReadiness(database, codes, asOf);
    const histories = await readinessHistories(kept, database, mostKept);
    if (!histories) {
      const read = (missing: readonly string[]) => readReadiness(database, missing, asOf);
      return kept.values({ name: `readinessByUnit ${asOf}`, tables: readinessTables, read }, codes);
    }
    const found = new Map<string, UnitReadiness>();
    for (const code of codes) {
      const readiness = histories(code, asOf);
      if (readiness) found.set(code, readiness);
    }
    return found;
  });
}

/** The same of one day, read in one statement. */
export async function readReadiness(
  database: Database,
  codes: readonly string[],
  asOf: CalendarDay,
): Promise<Map<string, UnitReadiness>> {
  // max(origin) is the weakest: the type's values run from PUBLISHED to SYNTHETIC.
  const rows = await database.rows<CriterionRow>(sql`
    SELECT requested.code AS requested, c.criterion, count(*)::int AS units,
      (count(*) FILTER (WHERE NOT c.meets))::int AS missing, min(c.note) AS note,
      max(max(c.assessed_on)) OVER of_requested AS "assessedOn", max(max(c.origin)) OVER of_requested AS origin
    FROM (
      SELECT code, code AS unit FROM administrative_unit WHERE code = ANY(${[...codes]})
      UNION ALL
      SELECT parent_code, code FROM administrative_unit WHERE parent_code = ANY(${[...codes]})) AS requested(code, unit)
    JOIN ${checksAt(asOf)} c ON c.unit_code = requested.unit
    GROUP BY requested.code, c.criterion WINDOW of_requested AS (PARTITION BY requested.code)
    ORDER BY requested.code, c.criterion`);
  const groups = groupByKey(codes, rows, (row) => row.requested);
  return new Map([...groups].flatMap(([code, group]) => readinessOf(code, group)));
}

function readinessOf(code: string, rows: CriterionRow[]): [string, UnitReadiness][] {
  const [first] = rows;
  if (first === undefined) return [];
  const criteria = rows.map(({ criterion, units, missing, note }) => ({
    criterion,
    meets: missing === 0,
    note: code === cityCode ? cityNote(missing, units) : note,
  }));
  const { assessedOn, origin } = first;
  return [[code, { meets: criteria.every((check) => check.meets), criteria, assessedOn, origin }]];
}
