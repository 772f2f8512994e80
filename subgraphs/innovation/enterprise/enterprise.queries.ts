import sql from "sql-template-tag";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import { filterSql } from "../../../shared/kit/cube/condition-sql";
import type { CubeFilter } from "../../../shared/kit/cube/statistics-query";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { Enterprise } from "./enterprise";
import { enterpriseCube } from "./enterprise.cube";
import { EnterpriseOrderField } from "./enterprise.inputs";
import { enterpriseById } from "./enterprise.loaders";

export const EnterpriseConnection = connectionType("Enterprise", () => Enterprise);

/** Enterprises in pages; by name by default. */
export const enterprisePages = defineConnection<Enterprise, CubeFilter, EnterpriseOrderField>({
  from: sql`enterprise e`,
  key: { sql: sql`e.id`, type: "bigint", nullable: false },
  columns: {
    NAME: { sql: sql`search_text(e.name)`, type: "text", nullable: false },
    FOUNDED_ON: { sql: sql`e.founded_on`, type: "date", nullable: true },
    CERTIFIED_ON: { sql: sql`e.certified_on`, type: "date", nullable: true },
  },
  fallbackOrder: [{ field: EnterpriseOrderField.NAME, direction: SortDirection.ASC }],
  conditions: (filter, { clock }) => [filterSql(enterpriseCube, filter, clock.now())],
  node: enterpriseById,
});
