import { indicatorReference } from "../../common/reference/indicator-reference";

/** Innovation owns it; this sector needs its code only. */
export const Indicator = indicatorReference();
export type Indicator = InstanceType<typeof Indicator>;
