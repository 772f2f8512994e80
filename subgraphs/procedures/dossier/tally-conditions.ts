import sql, { type Sql } from "sql-template-tag";
import type { CalendarDay } from "../../../shared/clock/calendar-day";
import { dayConditions, idConditions, oneOf } from "../../../shared/filter/conditions";
import type { DossierFilter } from "./dossier.inputs";
import type { CuboidSpan } from "./dossier-cuboids";
import { DossierDimension } from "./dossier-stats.inputs";

/** Fields of a filter that tallies know the answer to, and the dimension that each needs. */
const dimensionOf = {
  organization: DossierDimension.ORGANIZATION,
  unit: DossierDimension.UNIT,
  procedure: DossierDimension.PROCEDURE,
  procedureField: DossierDimension.PROCEDURE_FIELD,
  channel: DossierDimension.CHANNEL,
  applicant: DossierDimension.APPLICANT,
  status: DossierDimension.STATUS,
  timeliness: DossierDimension.TIMELINESS,
} as const;

/** The dimensions that a filter needs; undefined when it asks for what no tally knows. */
export function filterDimensions(filter: DossierFilter | null | undefined): DossierDimension[] | undefined {
  const dimensions: DossierDimension[] = [];
  for (const [name, value] of Object.entries(filter ?? {})) {
    if (value === undefined || value === null || name === "receivedOn") continue;
    const dimension = Object.entries(dimensionOf).find(([known]) => known === name)?.[1];
    if (dimension === undefined) return undefined;
    dimensions.push(dimension);
  }
  return dimensions;
}

/** The spans that a range of days of receipt can be made of. */
export function spansOfRange(range: DossierFilter["receivedOn"]): CuboidSpan[] {
  const bounds = [range?.gte, range?.lt].filter((bound) => bound != null);
  const inMonths = bounds.every(beginsMonth);
  const inStretches = bounds.every((bound) => beginsMonth(bound) || beginsWeek(bound));
  return [...(inMonths ? ["MONTH" as const] : []), ...(inStretches ? ["STRETCH" as const] : []), "DAY"];
}

const beginsMonth = (day: CalendarDay) => day.endsWith("-01");
const beginsWeek = (day: CalendarDay) => new Date(`${day}T00:00:00Z`).getUTCDay() === 1;

/** The conditions of a filter over rows `t` that have the columns of a tally. */
export function tallyConditions(filter: DossierFilter | null | undefined): Sql[] {
  if (!filter) return [];
  return [
    ...dayConditions(sql`t.day`, filter.receivedOn, ["filter", "receivedOn"]),
    ...idConditions(sql`t.organization_code`, filter.organization, ["filter", "organization"]),
    ...idConditions(sql`t.unit_code`, filter.unit, ["filter", "unit"]),
    ...idConditions(sql`t.procedure_code`, filter.procedure, ["filter", "procedure"]),
    ...idConditions(sql`t.field_code`, filter.procedureField, ["filter", "procedureField"]),
    ...oneOf(sql`t.channel`, filter.channel, ["filter", "channel"]),
    ...oneOf(sql`t.applicant`, filter.applicant, ["filter", "applicant"]),
    ...oneOf(sql`t.status`, filter.status, ["filter", "status"]),
    ...oneOf(sql`t.timeliness`, filter.timeliness, ["filter", "timeliness"]),
  ];
}
