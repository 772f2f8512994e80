import sql, { type Sql } from "sql-template-tag";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { Application } from "./application";
import { type ApplicationFilter, ApplicationOrderField, applicationConditions } from "./application.inputs";
import { applicationByCode } from "./application.loaders";

export const ApplicationConnection = connectionType("Application", () => Application);

/** Applications in pages. Some dozens in all: a sort of them costs less than an index for each order. */
function definePages(from: Sql) {
  return defineConnection<Application, ApplicationFilter, ApplicationOrderField>({
    from,
    key: { sql: sql`a.code`, type: "text", nullable: false },
    columns: {
      CODE: { sql: sql`a.code`, type: "text", nullable: false },
      NAME: { sql: sql`search_text(a.name)`, type: "text", nullable: false },
      UNIT_COUNT: {
        sql: sql`(SELECT count(*) FROM unit_application use WHERE use.application_code = a.code)`,
        type: "bigint",
        nullable: false,
      },
    },
    fallbackOrder: [{ field: ApplicationOrderField.CODE, direction: SortDirection.ASC }],
    conditions: applicationConditions,
    node: applicationByCode,
  });
}

export const applicationPages = definePages(sql`application a`);

/** What each unit works with; the city with what any of its units does. */
const used = sql`(
  SELECT unit_code AS unit, application_code AS code FROM unit_application
  UNION
  SELECT part.parent_code, use.application_code
  FROM unit_application use JOIN administrative_unit part ON part.code = use.unit_code) used`;

/** A page of the applications that a unit works with, by its code; of the city, that any of its units does. */
export const applicationPageOfUnit = definePages(
  sql`${used} JOIN application a ON a.code = used.code`,
).pageWithin(sql`used.unit`);
