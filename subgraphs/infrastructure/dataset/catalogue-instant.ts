import sql, { type Sql } from "sql-template-tag";
import { readAsOf } from "../../../shared/base/clock/as-of";
import { addDays, type CalendarDay, startOf, today } from "../../../shared/base/clock/calendar-day";
import { knownAt } from "../../../shared/database/history/create-history";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { instantOf } from "./vocabulary/instant-of";

/** An instant, and the datasets of the catalogue as they were known then. */
export interface CatalogueInstant {
  now: Date;
  /** Behind FROM: the datasets `d`. Of a past day they have what filters, criteria and counts need. */
  datasets: Sql;
  /** Their assessments, a table. */
  assessments: Sql;
  /** Whether it is the end of a day before today. */
  isPast: boolean;
}

/** The instant of the request, or the end of a past day. Searches read today's texts. */
export function instantOfCatalogue(context: SubgraphContext, asOf?: CalendarDay | null): CatalogueInstant {
  const day = readAsOf(asOf, context.clock);
  if (day >= today(context.clock)) return instantAt(instantOf(context));
  return {
    now: new Date(startOf(addDays(day, 1)).getTime() - 1),
    datasets: datasetsKnownAt(day),
    assessments: sql`(SELECT h.* FROM dataset_assessment_history h WHERE ${knownAt(sql`${day}::date`)})`,
    isPast: true,
  };
}

/** The datasets `d` that were known at the end of a day, to be searched in the texts of today. */
export function datasetsKnownAt(day: CalendarDay): Sql {
  return sql`(SELECT h.*, t.search FROM dataset_history h LEFT JOIN dataset t ON t.id = h.id
    WHERE ${knownAt(sql`${day}::date`)}) AS d`;
}

/** Of the datasets as they are now, at an instant. */
export function instantAt(now: Date): CatalogueInstant {
  return { now, datasets: sql`dataset d`, assessments: sql`dataset_assessment`, isPast: false };
}
