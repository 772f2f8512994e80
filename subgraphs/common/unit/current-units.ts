import type { CurrentKeys } from "../../../shared/import/keys/current-key";
import { cityCode } from "../city/city-code";
import { firstDayOfUnits } from "./first-day-of-units";

/** The units of today, and the former units, of a sector that has the tables administrative_unit and former_unit. */
export const currentUnits: CurrentKeys = {
  ...{ table: "administrative_unit", key: "code", name: "name_vi", except: [cityCode] },
  ...{ formerTable: "former_unit", successors: "successor_codes", since: firstDayOfUnits },
};
