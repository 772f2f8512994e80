import sql from "sql-template-tag";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { userError } from "../../../shared/kit/mutation/user-input-error";

/** What an input says of where a fact is from. */
export interface SaidBy {
  source?: string | null;
  saidOn?: CalendarDay | null;
}

/** The columns of a fact: published when a document says it, reported by its owner otherwise. */
export function saidByColumns({ source = null, saidOn = null }: SaidBy) {
  const origin = source === null ? DataOrigin.REPORTED : DataOrigin.PUBLISHED;
  return { origin, sourceId: source, saidOn };
}

/** Problems of what an input says of where a fact is from. */
export async function sourceProblems(
  database: Database,
  { source = null, saidOn = null }: SaidBy,
  now: CalendarDay,
): Promise<(UserError | false)[]> {
  const { known } = await database.row<{ known: boolean }>(
    sql`SELECT EXISTS (SELECT FROM source_document WHERE id = ${source}) AS known`,
  );
  return [
    source !== null &&
      !known &&
      userError(
        "NOT_FOUND",
        "source",
        `expected the code of a source document; got ${JSON.stringify(source)}.`,
      ),
    saidOn !== null &&
      source === null &&
      userError(
        "BAD_USER_INPUT",
        "saidOn",
        `expected a source beside the day it was said; got ${saidOn} alone.`,
      ),
    saidOn !== null &&
      saidOn > now &&
      userError("BAD_USER_INPUT", "saidOn", `expected today, ${now}, or before; got ${saidOn}.`),
  ];
}
