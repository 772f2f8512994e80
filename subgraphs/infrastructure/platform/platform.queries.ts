import sql from "sql-template-tag";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { knownAt } from "../../../shared/database/history/create-history";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { Platform } from "./platform";
import { type PlatformFilter, PlatformOrderField, platformConditions } from "./platform.inputs";
import { platformByCode, platformByCodeAt } from "./platform.loaders";

export const PlatformConnection = connectionType("Platform", () => Platform);

/** Platforms in pages: as they are, or as they were known at the end of a past day. */
export function platformPages(past: CalendarDay | null) {
  return defineConnection<Platform, PlatformFilter, PlatformOrderField>({
    from: past === null ? sql`platform p` : sql`(${platformsAt(past)}) AS p`,
    key: { sql: sql`p.code`, type: "text", nullable: false },
    columns: {
      CODE: { sql: sql`p.code`, type: "text", nullable: false },
      NAME: { sql: sql`search_text(p.name_vi)`, type: "text", nullable: false },
      LAUNCHED_ON: { sql: sql`p.launched_on`, type: "date", nullable: true },
    },
    fallbackOrder: [{ field: PlatformOrderField.CODE, direction: SortDirection.ASC }],
    conditions: platformConditions,
    node:
      past === null
        ? platformByCode
        : (_, context) => (code) => context.load(platformByCodeAt, code, { day: past }),
  });
}

const platformsAt = (day: CalendarDay) =>
  sql`SELECT h.* FROM platform_history h WHERE ${knownAt(sql`${day}::date`)}`;
