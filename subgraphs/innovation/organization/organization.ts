import { organizationReference } from "../../common/reference/organization-reference";

/** Tasks owns it; this sector adds the indicators that it answers for. */
export const Organization = organizationReference();
export type Organization = InstanceType<typeof Organization>;
