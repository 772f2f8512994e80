import sql, { type Sql } from "sql-template-tag";
import type { CalendarDay } from "../../../shared/clock/calendar-day";
import { dayConditions, idConditions, oneOf } from "../../../shared/filter/conditions";
import type { DateRangeFilter } from "../../../shared/filter/filter-inputs";
import type { DossierFilter } from "./dossier.inputs";
import { ofProcedures, procedureFlags } from "./dossier-conditions";
import type { QuestionAxis, TallySpan } from "./dossier-key-sets";
import { DossierDimension } from "./dossier-stats.inputs";

/** Fields of a filter that tallies know the answer to, and the dimension that each needs. */
const dimensionOf: Partial<Record<keyof DossierFilter, DossierDimension>> = {
  organization: DossierDimension.ORGANIZATION,
  unit: DossierDimension.UNIT,
  procedure: DossierDimension.PROCEDURE,
  procedureField: DossierDimension.PROCEDURE_FIELD,
  channel: DossierDimension.CHANNEL,
  applicant: DossierDimension.APPLICANT,
  status: DossierDimension.STATUS,
  timeliness: DossierDimension.TIMELINESS,
  greenLane: DossierDimension.PROCEDURE,
  businessSector: DossierDimension.PROCEDURE,
};

const rangeOf = { RECEIVED: "receivedOn", RESOLVED: "resolvedOn" } as const;

/** The range of days that a filter sets on an axis. */
export function rangeOn(
  axis: QuestionAxis,
  filter: DossierFilter | null | undefined,
): DateRangeFilter | undefined {
  return filter?.[rangeOf[axis]] ?? undefined;
}

/** The dimensions that a filter needs on an axis; undefined when it asks for what no tally of that axis knows. */
export function filterDimensions(
  axis: QuestionAxis,
  filter: DossierFilter | null | undefined,
): DossierDimension[] | undefined {
  const dimensions: DossierDimension[] = [];
  for (const name of Object.keys(filter ?? {}) as (keyof DossierFilter)[]) {
    if (filter?.[name] == null || name === rangeOf[axis]) continue;
    const dimension = dimensionOf[name];
    if (dimension === undefined) return undefined;
    dimensions.push(dimension);
  }
  return dimensions;
}

/** The spans that a range of days can be made of. */
export function spansOfRange(range: DateRangeFilter | undefined): TallySpan[] {
  const bounds = [range?.gte, range?.lt].filter((bound) => bound != null);
  const inMonths = bounds.every(beginsMonth);
  const inStretches = bounds.every((bound) => beginsMonth(bound) || beginsWeek(bound));
  const inYears = bounds.every((bound) => bound.endsWith("-01-01"));
  return [
    ...(inYears ? ["year" as const] : []),
    ...(inMonths ? ["month" as const] : []),
    ...(inStretches ? ["stretch" as const] : []),
    "day",
  ];
}

const beginsMonth = (day: CalendarDay) => day.endsWith("-01");
const beginsWeek = (day: CalendarDay) => new Date(`${day}T00:00:00Z`).getUTCDay() === 1;

/** The conditions of a filter over rows `t` that have the columns of a tally of an axis. */
export function tallyConditions(axis: QuestionAxis, filter: DossierFilter | null | undefined): Sql[] {
  if (!filter) return [];
  return [
    ...dayConditions(sql`t.day`, filter[rangeOf[axis]], ["filter", rangeOf[axis]]),
    ...idConditions(sql`t.organization_code`, filter.organization, ["filter", "organization"]),
    ...idConditions(sql`t.unit_code`, filter.unit, ["filter", "unit"]),
    ...idConditions(sql`t.procedure_code`, filter.procedure, ["filter", "procedure"]),
    ...idConditions(sql`t.field_code`, filter.procedureField, ["filter", "procedureField"]),
    ...ofProcedures(sql`t.procedure_code`, procedureFlags(filter)),
    ...oneOf(sql`t.channel`, filter.channel, ["filter", "channel"]),
    ...oneOf(sql`t.applicant`, filter.applicant, ["filter", "applicant"]),
    ...oneOf(sql`t.status`, filter.status, ["filter", "status"]),
    ...oneOf(sql`t.timeliness`, filter.timeliness, ["filter", "timeliness"]),
  ];
}
