import { ImportChange, ImportRun } from "../../../shared/import/import-run";
import { IdempotencyKey } from "../../../shared/kit/mutation/idempotency-key";
import { cubesResolver } from "../../../shared/kit/statistics-graphql/cubes-resolver";
import {
  defineSubgraph,
  extensionReference,
  owningReference,
  passThroughReference,
} from "../../../shared/kit/subgraph/define-subgraph";
import { FormerUnitRow } from "../../../subgraphs/common/unit/former-unit-row";
import { seedFormerUnits } from "../../../subgraphs/common/unit/seed-former-units";
import { AdministrativeUnit } from "./administrative-unit/administrative-unit";
import { unitCodes } from "./administrative-unit/administrative-unit.codes";
import { AdministrativeUnitRow } from "./administrative-unit/administrative-unit-row";
import { bazaarFigure } from "./computed/bazaar-figure";
import { GraphDataResolver } from "./graph-data/graph-data.resolver";
import { MarketStall } from "./market-stall/market-stall";
import { marketStallCube } from "./market-stall/market-stall.cube";
import { importMarketStalls } from "./market-stall/market-stall.import";
import { marketStallByCode } from "./market-stall/market-stall.loaders";
import { MarketStallResolver } from "./market-stall/market-stall.resolver";
import { marketStallStatistics } from "./market-stall/market-stall.statistics";
import { OrganizationMarketStallsResolver } from "./market-stall/organization-market-stalls.resolver";
import { RecordMarketStallResolver } from "./market-stall/record-market-stall.resolver";
import { UnitMarketStallsResolver } from "./market-stall/unit-market-stalls.resolver";
import { Baseline1764374400000 } from "./migrations/1764374400000-baseline";
import { Organization } from "./organization/organization";
import { organizationCodes } from "./organization/organization.codes";
import { OrganizationRow } from "./organization/organization-row";
import { seedMarketStalls } from "./seed/seed-market-stalls";
import { seedPlaces } from "./seed/seed-places";

/** The sector: all that it is made of, and the only place where its parts are put together. */
export const bazaar = defineSubgraph({
  directory: __dirname,
  entities: [
    AdministrativeUnitRow,
    FormerUnitRow,
    IdempotencyKey,
    ImportChange,
    ImportRun,
    MarketStall,
    OrganizationRow,
  ],
  migrations: [Baseline1764374400000],
  resolvers: [
    bazaarFigure.resolver,
    cubesResolver("bazaar", [marketStallCube]),
    GraphDataResolver,
    MarketStallResolver,
    ...marketStallStatistics.resolvers,
    OrganizationMarketStallsResolver,
    RecordMarketStallResolver,
    UnitMarketStallsResolver,
  ],
  // No query here leads to it, but references do.
  orphanedTypes: [bazaarFigure.type],
  references: {
    AdministrativeUnit: extensionReference(AdministrativeUnit, "code"),
    BazaarFigure: passThroughReference,
    MarketStall: owningReference("code", marketStallByCode),
    Organization: extensionReference(Organization, "code"),
  },
  // Which arguments take codes of which list: a code that is none is refused, with the nearest one.
  codes: {
    "MarketStallFilter.organization": organizationCodes,
    "MarketStallFilter.unit": unitCodes,
  },
  imports: [importMarketStalls],
  hasChangeLog: true,
  cubes: [marketStallCube],
  seeds: [seedPlaces, seedFormerUnits, seedMarketStalls],
});
