import type { Seed } from "../../../shared/database/seed";
import { FormerUnitRow } from "./former-unit-row";
import { readFormerUnits } from "./read-former-units";

/** A sector's copy of what infrastructure knows of the 526 former units. */
export const seedFormerUnits: Seed = {
  name: "former-units",
  run: async ({ database }) => {
    const rows = readFormerUnits().map(({ code, nameVi, successorCodes }) => ({
      code,
      nameVi,
      successorCodes,
    }));
    await database.repository(FormerUnitRow).insert(rows);
  },
};
