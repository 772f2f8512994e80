import sql from "sql-template-tag";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { cityCode } from "../../common/city/city-code";
import { ServicePoint } from "./service-point";
import {
  type ServicePointFilter,
  ServicePointOrderField,
  servicePointConditions,
} from "./service-point.inputs";
import { servicePointByCode } from "./service-point.loaders";

export const ServicePointConnection = connectionType("ServicePoint", () => ServicePoint);

/** A page of the service points of a unit, by its code; of the city, of all of them. */
export const servicePointPageOfUnit = defineConnection<
  ServicePoint,
  ServicePointFilter,
  ServicePointOrderField
>({
  from: sql`(
    SELECT unit_code AS within, code, name, branch, connected FROM service_point
    UNION ALL SELECT ${cityCode}, code, name, branch, connected FROM service_point) p`,
  key: { sql: sql`p.code`, type: "text", nullable: false },
  columns: {
    CODE: { sql: sql`p.code`, type: "text", nullable: false },
    NAME: { sql: sql`search_text(p.name)`, type: "text", nullable: false },
  },
  fallbackOrder: [{ field: ServicePointOrderField.CODE, direction: SortDirection.ASC }],
  conditions: servicePointConditions,
  node: servicePointByCode,
}).pageWithin(sql`p.within`);
