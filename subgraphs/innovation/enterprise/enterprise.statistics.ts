import { defineStatistics } from "../../../shared/kit/statistics-graphql/define-statistics";
import { cityCode } from "../../common/city/city-code";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { enterpriseCube } from "./enterprise.cube";
import { EnterpriseKind } from "./enterprise-kind";

/** Statistics of enterprises in GraphQL: what each key of the cube leads to. */
export const enterpriseStatistics = defineStatistics(enterpriseCube, {
  kind: { values: EnterpriseKind },
  industry: "text",
  unit: { type: () => AdministrativeUnit, of: (code) => ({ code }) },
  innovating: "boolean",
  employees: "class",
});

export const { Filter: EnterpriseFilter, Measures: EnterpriseMeasures } = enterpriseStatistics;

/** Measures of the enterprises in a unit, by its code; of the city, of all enterprises, in whatever unit. */
export const measuresByUnit = enterpriseStatistics.measuresBy("unit", cityCode);
