import sql from "sql-template-tag";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { Target } from "./target";
import { type TargetFilter, TargetOrderField, targetConditions } from "./target.inputs";
import { targetById } from "./target.loaders";

export const TargetConnection = connectionType("Target", () => Target);

/** Targets in pages, the earliest day first by default. */
const targetPages = defineConnection<Target, TargetFilter, TargetOrderField>({
  from: sql`target t`,
  key: { sql: sql`t.id`, type: "bigint", nullable: false },
  columns: { DUE_ON: { sql: sql`t.due_on`, type: "date", nullable: false } },
  fallbackOrder: [{ field: TargetOrderField.DUE_ON, direction: SortDirection.ASC }],
  conditions: targetConditions,
  node: targetById,
});

/** A page of the targets of an indicator, by its code. */
export const targetPageOfIndicator = targetPages.pageWithin(sql`t.indicator_code`);
