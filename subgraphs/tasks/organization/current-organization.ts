import sql, { type Sql } from "sql-template-tag";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { userError } from "../../../shared/kit/mutation/user-input-error";

/**
 * The organizations among `codes`, a text[], that did not exist on `day`: a SELECT of `code` and of `story`, which says
 * when they did, and who acted before or after.
 */
export function findDissolved(codes: Sql, day: Sql): Sql {
  const listed = (condition: Sql) => sql`(
    SELECT coalesce(string_agg(format('%s (%s)', other.code, other.name_vi), ', ' ORDER BY other.code), 'nobody')
    FROM organization other WHERE ${condition})`;
  return sql`
    SELECT o.code, CASE WHEN ${day} < o.existed_from
      THEN format('%s stands from %s on; before it acted %s', o.code, o.existed_from,
        ${listed(sql`o.code = ANY (other.successor_codes)`)})
      ELSE format('%s stood until %s; after it acts %s', o.code, o.existed_until,
        ${listed(sql`other.code = ANY (o.successor_codes)`)}) END AS story
    FROM organization o
    WHERE o.code = ANY (${codes}) AND (${day} < o.existed_from OR ${day} > o.existed_until)`;
}

/** The problem of an input's field that names an organization that did not exist on a day. `expected` completes "expected …". */
export async function dissolvedProblem(
  database: Database,
  {
    organization,
    day,
    field,
    expected,
  }: { organization: string; day: CalendarDay; field: string; expected: string },
): Promise<UserError | false> {
  const [absent] = await database.rows<{ story: string }>(
    findDissolved(sql`ARRAY[${organization}]::text[]`, sql`${day}::date`),
  );
  return (
    absent !== undefined &&
    userError("BAD_USER_INPUT", field, `expected ${expected}; got ${day}: ${absent.story}.`)
  );
}
