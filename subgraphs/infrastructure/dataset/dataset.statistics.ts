import { defineStatistics } from "../../../shared/kit/statistics-graphql/define-statistics";
import { OrganizationKind } from "../../common/city/organization-kind";
import { ITSystem } from "../it-system/it-system";
import { systemByCode } from "../it-system/it-system.loaders";
import { Organization } from "../organization/organization";
import { datasetCube } from "./dataset.cube";
import { AccessLevel, QualityCriterion, UpdateFrequency } from "./dataset-enums";

/** Statistics of datasets in GraphQL: what each key of the cube leads to. */
export const datasetStatistics = defineStatistics(datasetCube, {
  publisher: { type: () => Organization, of: (code) => ({ code }) },
  publisherKind: { values: OrganizationKind },
  theme: "text",
  license: "text",
  accessLevel: { values: AccessLevel },
  frequency: { values: UpdateFrequency },
  itSystem: { type: () => ITSystem, of: (code, context) => context.loadKnown(systemByCode, code) },
  failing: { values: QualityCriterion },
  onOpenDataPortal: "boolean",
  live: "boolean",
  meetsAllSix: "boolean",
});

export const { Filter: DatasetFilter, Measures: DatasetMeasures } = datasetStatistics;

/** Measures of the datasets that an organization publishes, by its code. */
export const measuresByPublisher = datasetStatistics.measuresBy("publisher");
