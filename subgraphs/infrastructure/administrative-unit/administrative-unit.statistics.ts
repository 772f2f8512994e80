import { defineStatistics } from "../../../shared/kit/statistics-graphql/define-statistics";
import { AdministrativeUnitKind } from "../../common/city/administrative-unit-kind";
import { AdministrativeUnit } from "./administrative-unit";
import { unitCube } from "./administrative-unit.cube";
import { unitByCode } from "./administrative-unit.loaders";
import { ReadinessCriterion } from "./readiness-criterion";

/** Statistics of wards and communes in GraphQL: what each key of the cube leads to. */
export const unitStatistics = defineStatistics(unitCube, {
  unit: { type: () => AdministrativeUnit, of: (code, context) => context.loadKnown(unitByCode, code) },
  kind: { values: AdministrativeUnitKind },
  population: "class",
  area: "class",
  ready: "boolean",
  criteriaMet: "class",
  failing: { values: ReadinessCriterion },
  applications: "class",
});

export const { Filter: AdministrativeUnitFilter } = unitStatistics;
