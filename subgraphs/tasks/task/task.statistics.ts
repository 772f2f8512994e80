import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { defineStatistics } from "../../../shared/kit/statistics-graphql/define-statistics";
import { cityCode } from "../../common/city/city-code";
import { OrganizationKind } from "../../common/city/organization-kind";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { KeyResult } from "../key-result/key-result";
import { keyResultByCode } from "../key-result/key-result.loaders";
import { Objective } from "../objective/objective";
import { objectiveByCode } from "../objective/objective.loaders";
import { Organization, OrganizationAxis } from "../organization/organization";
import { organizationByCode } from "../organization/organization.loaders";
import { AssigningAuthority } from "./task";
import { taskCube } from "./task.cube";
import { TaskStatus } from "./task-state";

/** Statistics of tasks in GraphQL: what each key of the cube leads to. */
export const taskStatistics = defineStatistics(taskCube, {
  leadOrganization: {
    type: () => Organization,
    of: (code, context) => context.loadKnown(organizationByCode, code),
  },
  leadOrganizationKind: { values: OrganizationKind },
  axis: { values: OrganizationAxis },
  unit: { type: () => AdministrativeUnit, of: (code) => ({ code }) },
  assignedBy: { values: AssigningAuthority },
  status: { values: TaskStatus },
  delay: "class",
  extended: "boolean",
  unclear: "boolean",
  keyResult: { type: () => KeyResult, of: (code, context) => context.loadKnown(keyResultByCode, code) },
  objective: { type: () => Objective, of: (code, context) => context.loadKnown(objectiveByCode, code) },
  origin: { values: DataOrigin },
});

export const { Filter: TaskFilter, Measures: TaskMeasures } = taskStatistics;

/** Measures of the tasks that an organization leads, by its code. */
export const measuresByOrganization = taskStatistics.measuresBy("leadOrganization");

/** Measures of the tasks that a unit's authority leads, by the unit's code; of the city, of all tasks. */
export const measuresByUnit = taskStatistics.measuresBy("unit", cityCode);
