import { organizationReference } from "../../common/reference/organization-reference";

/** Tasks owns it; this sector adds its procedures and its dossiers. */
export const Organization = organizationReference();
export type Organization = InstanceType<typeof Organization>;
