import sql from "sql-template-tag";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { DataCentre } from "./data-centre";
import { type DataCentreFilter, DataCentreOrderField, dataCentreConditions } from "./data-centre.inputs";
import { dataCentreByCode } from "./data-centre.loaders";

export const DataCentreConnection = connectionType("DataCentre", () => DataCentre);

/** Data centres in pages. */
export const dataCentrePages = defineConnection<DataCentre, DataCentreFilter, DataCentreOrderField>({
  from: sql`data_centre c`,
  key: { sql: sql`c.code`, type: "text", nullable: false },
  columns: {
    CODE: { sql: sql`c.code`, type: "text", nullable: false },
    NAME: { sql: sql`search_text(c.name)`, type: "text", nullable: false },
    CPU_CORES: { sql: sql`c.cpu_cores`, type: "bigint", nullable: false },
  },
  fallbackOrder: [{ field: DataCentreOrderField.CODE, direction: SortDirection.ASC }],
  conditions: dataCentreConditions,
  node: dataCentreByCode,
});
