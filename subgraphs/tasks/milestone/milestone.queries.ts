import sql, { type Sql } from "sql-template-tag";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import { dayConditions, idConditions, searchConditions } from "../../../shared/kit/filter/conditions";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { memberConditions } from "../organization/member-conditions";
import { Milestone } from "./milestone";
import { type MilestoneFilter, MilestoneOrderField } from "./milestone.inputs";
import { milestoneByCode } from "./milestone.loaders";

export const MilestoneConnection = connectionType("Milestone", () => Milestone);

/** The earliest end that was published of a milestone `m`. */
const plannedEnd = sql`(SELECT min(p.planned_end) FROM milestone_plan p WHERE p.milestone_code = m.code)`;

/** Milestones in pages. Some dozens in all: a sort of them costs less than an index for each order. */
export const milestonePages = defineConnection<Milestone, MilestoneFilter, MilestoneOrderField>({
  from: sql`milestone m`,
  key: { sql: sql`m.code`, type: "text", nullable: false },
  columns: {
    CODE: { sql: sql`m.code`, type: "text", nullable: false },
    NAME: { sql: sql`search_text(m.name_vi)`, type: "text", nullable: false },
    PLANNED_END: { sql: plannedEnd, type: "date", nullable: true },
    REACHED_ON: { sql: sql`m.reached_on`, type: "date", nullable: true },
  },
  fallbackOrder: [{ field: MilestoneOrderField.CODE, direction: SortDirection.ASC }],
  conditions: milestoneConditions,
  node: milestoneByCode,
});

/** A page of the steps of a programme, by its code. */
export const milestonePageOfProgramme = milestonePages.pageWithin(sql`m.programme_code`);

const text = sql`search_text(m.code || ' ' || m.name_vi || ' ' || m.name_en)`;

const answersFor = {
  entries: sql`milestone_lead l WHERE l.milestone_code = m.code`,
  key: sql`l.organization_code`,
};

/** The conditions of a filter over `milestone m`. */
function milestoneConditions(filter: MilestoneFilter | null | undefined): Sql[] {
  if (!filter) return [];
  return [
    ...memberConditions(answersFor, filter.leadOrganization, ["filter", "leadOrganization"]),
    ...idConditions(sql`m.programme_code`, filter.programme, ["filter", "programme"]),
    ...dayConditions(plannedEnd, filter.plannedEnd, ["filter", "plannedEnd"]),
    ...dayConditions(sql`m.reached_on`, filter.reachedOn, ["filter", "reachedOn"]),
    ...searchConditions(text, filter.search, ["filter", "search"]),
  ];
}
