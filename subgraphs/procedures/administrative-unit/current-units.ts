import type { CurrentKeys } from "../../../shared/import/keys/current-key";
import { cityCode } from "./administrative-unit";

/** The 126 current units, which exist since 1 July 2025, and the 526 before them. */
export const currentUnits: CurrentKeys = {
  ...{ table: "administrative_unit", key: "code", name: "name_vi", except: [cityCode] },
  ...{ formerTable: "former_unit", successors: "successor_codes", since: "2025-07-01" },
};
