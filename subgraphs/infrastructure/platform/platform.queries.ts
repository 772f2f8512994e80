import sql from "sql-template-tag";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import { knownAt } from "../../../shared/database/history/create-history";
import { Platform } from "./platform";

/** The platforms as they were known at the end of a day, in order of their codes. */
export async function findPlatformsAt(database: Database, day: CalendarDay): Promise<Platform[]> {
  const rows = await database.rows<Omit<Platform, "owner" | "milestone" | "source">>(sql`
    SELECT h.code, h.name_vi AS "nameVi", h.name_en AS "nameEn", h.description_vi AS "descriptionVi",
      h.description_en AS "descriptionEn", h.owner_code AS "ownerCode", h.launched_on AS "launchedOn",
      h.registered_users AS "registeredUsers", h.services, h.milestone_code AS "milestoneCode",
      h.source_id AS "sourceId", h.origin
    FROM platform_history h WHERE ${knownAt(sql`${day}::date`)} ORDER BY h.code`);
  return rows.map((row) => Object.assign(new Platform(), row));
}
