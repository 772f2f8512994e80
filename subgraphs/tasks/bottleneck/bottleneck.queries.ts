import sql, { type Sql } from "sql-template-tag";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import {
  dayConditions,
  enumConditions,
  flagConditions,
  searchConditions,
} from "../../../shared/kit/filter/conditions";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { memberConditions } from "../organization/member-conditions";
import { Bottleneck } from "./bottleneck";
import { type BottleneckFilter, BottleneckOrderField } from "./bottleneck.inputs";
import { bottleneckByCode } from "./bottleneck.loaders";

export const BottleneckConnection = connectionType("Bottleneck", () => Bottleneck);

/** Bottlenecks in pages. Some dozens in all: a sort of them costs less than an index for each order. */
export const bottleneckPages = defineConnection<Bottleneck, BottleneckFilter, BottleneckOrderField>({
  from: sql`bottleneck b`,
  key: { sql: sql`b.code`, type: "text", nullable: false },
  columns: {
    CODE: { sql: sql`b.code`, type: "text", nullable: false },
    TITLE: { sql: sql`search_text(b.title_vi)`, type: "text", nullable: false },
    OPENED_ON: { sql: sql`b.opened_on`, type: "date", nullable: false },
    RESOLVED_ON: { sql: sql`b.resolved_on`, type: "date", nullable: true },
  },
  fallbackOrder: [{ field: BottleneckOrderField.OPENED_ON, direction: SortDirection.ASC }],
  conditions: bottleneckConditions,
  node: bottleneckByCode,
});

const text = sql`search_text(b.code || ' ' || b.title_vi || ' ' || b.title_en)`;

const mustAct = {
  entries: sql`bottleneck_organization o WHERE o.bottleneck_code = b.code`,
  key: sql`o.organization_code`,
};

/** The conditions of a filter over `bottleneck b`. */
function bottleneckConditions(filter: BottleneckFilter | null | undefined): Sql[] {
  if (!filter) return [];
  return [
    ...enumConditions(sql`b.kind`, filter.kind, ["filter", "kind"]),
    ...flagConditions(sql`(b.resolved_on IS NULL)`, filter.open),
    ...dayConditions(sql`b.opened_on`, filter.openedOn, ["filter", "openedOn"]),
    ...dayConditions(sql`b.resolved_on`, filter.resolvedOn, ["filter", "resolvedOn"]),
    ...memberConditions(mustAct, filter.organization, ["filter", "organization"]),
    ...enumConditions(sql`b.origin`, filter.origin, ["filter", "origin"]),
    ...searchConditions(text, filter.search, ["filter", "search"]),
  ];
}
