import { defineStatistics } from "../../../shared/kit/statistics-graphql/define-statistics";
import { OrganizationKind } from "../../common/city/organization-kind";
import { DataCentre } from "../data-centre/data-centre";
import { dataCentreByCode } from "../data-centre/data-centre.loaders";
import { Organization } from "../organization/organization";
import { systemCube } from "./it-system.cube";
import { DataSharing, Hosting, MigrationStatus } from "./it-system-enums";

/** Statistics of information systems in GraphQL: what each key of the cube leads to. */
export const systemStatistics = defineStatistics(systemCube, {
  owner: { type: () => Organization, of: (code) => ({ code }) },
  ownerKind: { values: OrganizationKind },
  hosting: { values: Hosting },
  dataCentre: { type: () => DataCentre, of: (code, context) => context.loadKnown(dataCentreByCode, code) },
  migration: { values: MigrationStatus },
  dataSharing: { values: DataSharing },
  securityLevel: "class",
});

export const { Filter: ITSystemFilter, Measures: ITSystemMeasures } = systemStatistics;

/** Measures of the systems that an organization answers for, by its code. */
export const measuresByOwner = systemStatistics.measuresBy("owner");
