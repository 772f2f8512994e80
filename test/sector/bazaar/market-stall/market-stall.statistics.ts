import { defineStatistics } from "../../../../shared/kit/statistics-graphql/define-statistics";
import { cityCode } from "../../../../subgraphs/common/city/city-code";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { Organization } from "../organization/organization";
import { marketStallCube } from "./market-stall.cube";
import { MarketStallOwnership } from "./market-stall-ownership";

/** Statistics of market stalls in GraphQL: what each key of the cube leads to. */
export const marketStallStatistics = defineStatistics(marketStallCube, {
  ownership: { values: MarketStallOwnership },
  unit: { type: () => AdministrativeUnit, of: (code) => ({ code }) },
  organization: { type: () => Organization, of: (code) => ({ code }) },
});

export const { Filter: MarketStallFilter, Measures: MarketStallMeasures } = marketStallStatistics;

/** Measures of the market stalls in a unit, by its code; of the city, of all of them. */
export const measuresByUnit = marketStallStatistics.measuresBy("unit", cityCode);
