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
import { Objective } from "./objective";
import { type ObjectiveFilter, ObjectiveOrderField } from "./objective.inputs";
import { objectiveByCode } from "./objective.loaders";

export const ObjectiveConnection = connectionType("Objective", () => Objective);

/** Objectives in pages. Some hundreds a year: a sort of them costs less than an index for each order. */
export const objectivePages = defineConnection<Objective, ObjectiveFilter, ObjectiveOrderField>({
  from: sql`objective o`,
  key: { sql: sql`o.code`, type: "text", nullable: false },
  columns: {
    CODE: { sql: sql`o.code`, type: "text", nullable: false },
    TITLE: { sql: sql`search_text(o.title)`, type: "text", nullable: false },
    PERIOD_START: { sql: sql`o.period_start`, type: "date", nullable: false },
    PERIOD_END: { sql: sql`o.period_end`, type: "date", nullable: false },
  },
  fallbackOrder: [{ field: ObjectiveOrderField.CODE, direction: SortDirection.ASC }],
  conditions: objectiveConditions,
  node: objectiveByCode,
});

/** A page of the objectives of an organization, by its code. */
export const objectivePageOfOrganization = objectivePages.pageWithin(sql`o.organization_code`);

const text = sql`search_text(o.code || ' ' || o.title)`;

/** The conditions of a filter over `objective o`. */
function objectiveConditions(filter: ObjectiveFilter | null | undefined): Sql[] {
  if (!filter) return [];
  return [
    ...idConditions(sql`o.organization_code`, filter.organization, ["filter", "organization"]),
    ...dayConditions(sql`o.period_start`, filter.periodStart, ["filter", "periodStart"]),
    ...dayConditions(sql`o.period_end`, filter.periodEnd, ["filter", "periodEnd"]),
    ...enumConditions(sql`o.origin`, filter.origin, ["filter", "origin"]),
    ...searchConditions(text, filter.search, ["filter", "search"]),
  ];
}
