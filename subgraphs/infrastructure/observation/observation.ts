import { observationReference } from "../../common/reference/observation-reference";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { Indicator } from "../indicator/indicator";
import { Organization } from "../organization/organization";

/** Innovation owns it; this sector adds what it computes for the same. */
export const Observation = observationReference({ AdministrativeUnit, Indicator, Organization });
export type Observation = InstanceType<typeof Observation>;
