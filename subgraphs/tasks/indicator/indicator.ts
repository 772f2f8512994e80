import { indicatorReference } from "../../common/reference/indicator-reference";

/** Innovation owns it; this sector adds the key results that are measured by it. */
export const Indicator = indicatorReference();
export type Indicator = InstanceType<typeof Indicator>;
