import { administrativeUnitReference } from "../../common/reference/administrative-unit-reference";

/** Infrastructure owns it; this sector adds its authority and its tasks. */
export const AdministrativeUnit = administrativeUnitReference();
export type AdministrativeUnit = InstanceType<typeof AdministrativeUnit>;
