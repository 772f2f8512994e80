import sql from "sql-template-tag";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import type { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import type { KeptRows } from "../../../shared/kit/kept-rows/kept-rows";
import { cityCode } from "../../common/city/city-code";
import { ReadinessCriterion } from "../administrative-unit/readiness-criterion";
import type { UnitReadiness } from "./unit-readiness";

/** How a unit, or the city, stood at the end of any day; undefined for what is no unit. Nobody changes what it gives. */
export type ReadinessHistories = (code: string, day: CalendarDay) => UnitReadiness | undefined;

/**
 * More assessments than these, all criteria of all units eleven times, are not kept together: after each change all are read
 * anew, about a millisecond for a thousand. Then it is kept by the day.
 */
const mostAssessments = 10_000;

/** The tables that readiness is worked out of. */
export const readinessTables = ["administrative_unit", "readiness_assessment"];

/**
 * Of all assessments, which are read once and kept until one is written: boards ask about one day after the other, and
 * assessments change on few of them. Undefined where they are too many.
 */
export async function readinessHistories(
  kept: KeptRows,
  database: Database,
  most = mostAssessments,
): Promise<ReadinessHistories | undefined> {
  const found = await kept.values(
    {
      name: `readinessHistories ${most}`,
      tables: readinessTables,
      read: async () => new Map([["all", await readHistories(database, most)]]),
      rowsOf: ({ rows }) => rows,
    },
    ["all"],
  );
  return found.get("all")?.at;
}

/** An assessment of a unit; of one that was never assessed a row without any. */
interface AssessmentRow {
  unit: string;
  parent: string;
  criterion: ReadinessCriterion | null;
  assessedOn: CalendarDay;
  meets: boolean;
  note: string | null;
  origin: DataOrigin;
}

/** Of at most so many assessments; `at` is undefined where there are more. One statement: all is of one moment. */
async function readHistories(
  database: Database,
  most: number,
): Promise<{ rows: number; at: ReadinessHistories | undefined }> {
  const rows = await database.rows<AssessmentRow>(sql`
    SELECT u.code AS unit, u.parent_code AS parent, a.criterion, a.assessed_on AS "assessedOn", a.meets, a.note, a.origin
    FROM administrative_unit u LEFT JOIN readiness_assessment a ON a.unit_code = u.code
    WHERE u.kind <> 'CITY' ORDER BY a.assessed_on LIMIT ${most + 1}`);
  return rows.length > most ? { rows: 1, at: undefined } : { rows: rows.length, at: historiesOf(rows) };
}

/** What units had been found to be, in the order of days. */
interface History {
  units: Set<string>;
  /** Days with an assessment, each once. */
  days: CalendarDay[];
  rows: AssessmentRow[];
  /** By how many of the days had come; made when it is asked for. */
  standings: (UnitReadiness | undefined)[];
}

function historiesOf(rows: readonly AssessmentRow[]): ReadinessHistories {
  const histories = new Map<string, History>();
  for (const row of rows) {
    for (const code of [row.unit, row.parent]) {
      const known = histories.get(code);
      const history = known ?? { units: new Set(), days: [], rows: [], standings: [] };
      if (!known) histories.set(code, history);
      history.units.add(row.unit);
      if (row.criterion === null) continue;
      history.rows.push(row);
      if (history.days.at(-1) !== row.assessedOn) history.days.push(row.assessedOn);
    }
  }
  return (code, day) => {
    const history = histories.get(code);
    if (!history) return undefined;
    const passed = daysUntil(history.days, day);
    history.standings[passed] ??= readinessOf(code, history, history.days[passed - 1]);
    return history.standings[passed];
  };
}

/** How many of the days, which are in order, are not after a day. */
function daysUntil(days: readonly CalendarDay[], day: CalendarDay): number {
  let [from, to] = [0, days.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((days[middle] ?? "") <= day) from = middle + 1;
    else to = middle;
  }
  return from;
}

const criteria = Object.values(ReadinessCriterion);

/** The latest assessment of each criterion of each unit until a day; one that was not assessed by then is not met. */
function readinessOf(code: string, { units, rows }: History, until: CalendarDay | undefined): UnitReadiness {
  const latest = new Map<string, AssessmentRow>();
  for (const row of rows) {
    if (until === undefined || row.assessedOn > until) break;
    latest.set(`${row.unit} ${row.criterion}`, row);
  }
  const checks = criteria.map((criterion) => {
    const found = [...units].map((unit) => latest.get(`${unit} ${criterion}`));
    const missing = found.filter((one) => !one?.meets).length;
    const note = code === cityCode ? cityNote(missing, units.size) : (found[0]?.note ?? null);
    return { criterion, meets: missing === 0, note };
  });
  const counted = [...latest.values()];
  return {
    meets: checks.every(({ meets }) => meets),
    criteria: checks,
    assessedOn: lastOf(counted.map(({ assessedOn }) => assessedOn)),
    // The last is the weakest: from PUBLISHED to SYNTHETIC they are in the order of their names, too.
    origin: lastOf(counted.map(({ origin }) => origin)),
  };
}

function lastOf<Text extends string>(texts: readonly Text[]): Text | null {
  return texts.reduce<Text | null>((last, text) => (last === null || text > last ? text : last), null);
}

/** In Vietnamese, as the notes of the units are. */
export function cityNote(missing: number, units: number): string | null {
  return missing === 0 ? null : `${missing}/${units} đơn vị chưa đạt`;
}
