import sql from "sql-template-tag";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import { filterSql } from "../../../shared/kit/cube/condition-sql";
import type { CubeFilter } from "../../../shared/kit/cube/statistics-query";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { ITSystem } from "./it-system";
import { systemCube } from "./it-system.cube";
import { ITSystemOrderField } from "./it-system.inputs";
import { systemByCode } from "./it-system.loaders";

export const ITSystemConnection = connectionType("ITSystem", () => ITSystem);

/** Systems in pages. */
export const systemPages = defineConnection<ITSystem, CubeFilter, ITSystemOrderField>({
  from: sql`it_system s`,
  key: { sql: sql`s.code`, type: "text", nullable: false },
  columns: {
    CODE: { sql: sql`s.code`, type: "text", nullable: false },
    NAME: { sql: sql`s.name_key`, type: "text", nullable: false },
    MIGRATED_ON: { sql: sql`s.migrated_on`, type: "date", nullable: true },
  },
  fallbackOrder: [{ field: ITSystemOrderField.CODE, direction: SortDirection.ASC }],
  conditions: (filter, { clock }) => [filterSql(systemCube, filter, clock.now())],
  node: systemByCode,
});

/** A page of the systems of an organization, by its code. */
export const systemPageOfOwner = systemPages.pageWithin(sql`s.owner_code`);
