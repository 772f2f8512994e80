import { organizationReference } from "../../../../subgraphs/common/reference/organization-reference";

/** Tasks owns it; this sector adds the market stalls that it answers for. */
export const Organization = organizationReference();
export type Organization = InstanceType<typeof Organization>;
