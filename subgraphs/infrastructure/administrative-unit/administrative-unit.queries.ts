import sql from "sql-template-tag";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import { filterSql, filterSqlOfDay } from "../../../shared/kit/cube/condition-sql";
import type { CubeFilter } from "../../../shared/kit/cube/statistics-query";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { AdministrativeUnit } from "./administrative-unit";
import { unitCube } from "./administrative-unit.cube";
import { AdministrativeUnitOrderField } from "./administrative-unit.inputs";
import { unitByCode } from "./administrative-unit.loaders";
import { unitsAt, unitsNow } from "./assessed-units";

export const AdministrativeUnitConnection = connectionType("AdministrativeUnit", () => AdministrativeUnit);

/** Wards and communes in pages, filtered and ordered as they are, or as was known at the end of a past day. */
export function unitPages(past: CalendarDay | null) {
  return defineConnection<AdministrativeUnit, CubeFilter, AdministrativeUnitOrderField>({
    from: past === null ? unitsNow : unitsAt(past),
    key: { sql: sql`unit.code`, type: "text", nullable: false },
    columns: {
      CODE: { sql: sql`unit.code`, type: "text", nullable: false },
      NAME: { sql: sql`unit.name`, type: "text", nullable: false },
      POPULATION: { sql: sql`unit.population`, type: "bigint", nullable: false },
      AREA: { sql: sql`unit.area_km2`, type: "numeric", nullable: false },
      DENSITY: { sql: sql`(unit.population / unit.area_km2)`, type: "numeric", nullable: false },
      APPLICATIONS: { sql: sql`unit.applications`, type: "bigint", nullable: false },
    },
    fallbackOrder: [{ field: AdministrativeUnitOrderField.CODE, direction: SortDirection.ASC }],
    conditions: (filter, { clock }) => [
      past === null ? filterSql(unitCube, filter, clock.now()) : filterSqlOfDay(unitCube, filter, past),
    ],
    node: unitByCode,
    keptOf: [
      ...["administrative_unit", "readiness_assessment", "application", "unit_application"],
      ...["administrative_unit_history", "unit_application_history"],
    ],
  });
}
