import sql, { type Sql } from "sql-template-tag";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import {
  dayConditions,
  enumConditions,
  idConditions,
  searchConditions,
} from "../../../shared/kit/filter/conditions";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { Event } from "./event";
import { type EventFilter, EventOrderField } from "./event.inputs";
import { eventByCode } from "./event.loaders";

export const EventConnection = connectionType("Event", () => Event);

/** Events in pages. A few a month: a sort of them costs less than an index for each order. */
export const eventPages = defineConnection<Event, EventFilter, EventOrderField>({
  from: sql`event e`,
  key: { sql: sql`e.code`, type: "text", nullable: false },
  columns: {
    CODE: { sql: sql`e.code`, type: "text", nullable: false },
    NAME: { sql: sql`search_text(e.name_vi)`, type: "text", nullable: false },
    HELD_ON: { sql: sql`e.held_on`, type: "date", nullable: false },
  },
  fallbackOrder: [{ field: EventOrderField.HELD_ON, direction: SortDirection.ASC }],
  conditions: eventConditions,
  node: eventByCode,
});

const text = sql`search_text(e.code || ' ' || e.name_vi || ' ' || e.name_en)`;

/** The conditions of a filter over `event e`. */
function eventConditions(filter: EventFilter | null | undefined): Sql[] {
  if (!filter) return [];
  return [
    ...dayConditions(sql`e.held_on`, filter.heldOn, ["filter", "heldOn"]),
    ...idConditions(sql`e.organizer_code`, filter.organizer, ["filter", "organizer"]),
    ...enumConditions(sql`e.origin`, filter.origin, ["filter", "origin"]),
    ...searchConditions(text, filter.search, ["filter", "search"]),
  ];
}
