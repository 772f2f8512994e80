import { administrativeUnitReference } from "../../common/reference/administrative-unit-reference";

/** Infrastructure owns it; this sector adds its dossiers and its service points. */
export const AdministrativeUnit = administrativeUnitReference();
export type AdministrativeUnit = InstanceType<typeof AdministrativeUnit>;
