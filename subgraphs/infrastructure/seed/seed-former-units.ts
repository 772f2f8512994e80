import type { Seed } from "../../../shared/database/seed";
import { readFormerUnits } from "../../common/unit/read-former-units";
import { FormerUnit, FormerUnitKind } from "../former-unit/former-unit";

/** The 526 former units. */
export const seedFormerUnits: Seed = {
  name: "former-units",
  run: async ({ database }) => {
    const rows = readFormerUnits().map(({ kind, ...unit }) => ({ ...unit, kind: FormerUnitKind[kind] }));
    await database.repository(FormerUnit).insert(rows);
  },
};
