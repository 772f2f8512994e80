import sql from "sql-template-tag";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { AdministrativeUnit } from "./administrative-unit";
import {
  type AdministrativeUnitFilter,
  AdministrativeUnitOrderField,
  unitConditions,
} from "./administrative-unit.inputs";
import { applicationsSql, densitySql, unitByCode, unitsFrom } from "./administrative-unit.loaders";

export const AdministrativeUnitConnection = connectionType("AdministrativeUnit", () => AdministrativeUnit);

/** A page of units; whether they are ready is of the end of a day. */
export const unitPages = (asOf: CalendarDay) =>
  defineConnection<AdministrativeUnit, AdministrativeUnitFilter, AdministrativeUnitOrderField>({
    from: unitsFrom,
    key: { sql: sql`u.code`, type: "text", nullable: false },
    columns: {
      CODE: { sql: sql`u.code`, type: "text", nullable: false },
      NAME: { sql: sql`search_text(u.name_vi)`, type: "text", nullable: false },
      POPULATION: { sql: sql`figures.population`, type: "bigint", nullable: false },
      AREA: { sql: sql`figures.area_km2`, type: "numeric", nullable: false },
      DENSITY: { sql: densitySql, type: "numeric", nullable: false },
      APPLICATIONS: { sql: applicationsSql, type: "bigint", nullable: false },
    },
    fallbackOrder: [{ field: AdministrativeUnitOrderField.CODE, direction: SortDirection.ASC }],
    conditions: (filter) => unitConditions(filter, asOf),
    node: unitByCode,
  });
