import { keyResultReference } from "../../common/reference/key-result-reference";
import { Indicator } from "../indicator/indicator";

/** Tasks owns it; this sector adds what it computes for it. */
export const KeyResult = keyResultReference({ Indicator });
export type KeyResult = InstanceType<typeof KeyResult>;
