import sql from "sql-template-tag";
import { In } from "typeorm";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { knownAt } from "../../../shared/database/history/create-history";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, mapByKey } from "../../../shared/kit/loader/loaders";
import { Platform } from "./platform";

/** A platform by its code. */
export const platformByCode = defineLoader<Platform, void, SubgraphContext>(async (codes, { database }) => {
  const rows = await database.repository(Platform).findBy({ code: In([...codes]) });
  return mapByKey(rows, (row) => row.code);
});

/** A platform by its code, as it was known at the end of a day. */
export const platformByCodeAt = defineLoader<Platform, { day: CalendarDay }, SubgraphContext>(
  async (codes, { database }, { day }) => {
    const rows = await database.rows<Omit<Platform, "owner" | "milestone" | "source">>(sql`
      SELECT h.code, h.name_vi AS "nameVi", h.name_en AS "nameEn", h.description_vi AS "descriptionVi",
        h.description_en AS "descriptionEn", h.owner_code AS "ownerCode", h.launched_on AS "launchedOn",
        h.registered_users AS "registeredUsers", h.services, h.milestone_code AS "milestoneCode",
        h.source_id AS "sourceId", h.origin
      FROM platform_history h WHERE h.code = ANY(${[...codes]}) AND ${knownAt(sql`${day}::date`)}`);
    return mapByKey(
      rows.map((row) => Object.assign(new Platform(), row)),
      (row) => row.code,
    );
  },
);
