import sql from "sql-template-tag";
import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineKeptLoader } from "../../../shared/kit/kept-rows/define-kept-loader";
import { defineLoader, groupByKey, mapByKey } from "../../../shared/kit/loader/loaders";
import { AdministrativeUnit } from "./administrative-unit";
import { UnitClaim } from "./unit-claim";

/**
 * Units with their figures: `u` is the table's row, `figures` has a unit's own area and population, or for the
 * city the sums over its units, which are stored nowhere.
 */
const unitsFrom = sql`administrative_unit u CROSS JOIN LATERAL (
  SELECT coalesce(u.area_km2, sum(part.area_km2)) AS area_km2,
    coalesce(u.population, sum(part.population)) AS population
  FROM administrative_unit part WHERE part.parent_code = u.code) figures`;

/** The word before the name of a unit, in both languages. */
const kindWords = sql`CASE u.kind WHEN 'WARD' THEN 'phường ward' WHEN 'COMMUNE' THEN 'xã commune' ELSE 'thành phố city' END`;

/** What a search looks into, over `administrative_unit u`. */
export const unitText = sql`search_text(u.code || ' ' || ${kindWords} || ' ' || u.name_vi || ' ' || u.name_en)`;

/** A unit by its code. */
export const unitByCode = defineKeptLoader<AdministrativeUnit>({
  name: "unitByCode",
  tables: ["administrative_unit"],
  batch: async (codes, database) => {
    const rows = await database.rows<AdministrativeUnit>(sql`
      SELECT u.code, u.name_vi AS "nameVi", u.name_en AS "nameEn", u.kind, u.parent_code AS "parentCode",
        figures.area_km2::float8 AS "areaKm2", figures.population::int AS population,
        (figures.population / figures.area_km2)::float8 AS density, u.longitude, u.latitude
      FROM ${unitsFrom} WHERE u.code = ANY(${[...codes]})`);
    return mapByKey(
      rows.map((row) => Object.assign(new AdministrativeUnit(), row)),
      (row) => row.code,
    );
  },
});

/** What public documents say of a unit, in order of the facts and sources, by the unit's code. */
export const claimsByUnit = defineLoader<UnitClaim[], void, SubgraphContext>(async (codes, { database }) => {
  const rows = await database
    .repository(UnitClaim)
    .find({ where: { unitCode: In([...codes]) }, order: { fact: "ASC", sourceId: "ASC" } });
  return groupByKey(codes, rows, (row) => row.unitCode);
});
