import type { Seed } from "../../../shared/database/seed";
import { Procedure } from "../procedure/procedure";
import { ProcedureField } from "../procedure-field/procedure-field";
import { generateProcedures } from "./generate-procedures";
import { readFields } from "./read-fields";

/** The fields of administration and their procedures: as many as the city has, whatever the scale. */
export const seedProcedures: Seed = {
  name: "procedures",
  run: async ({ database, clock }) => {
    const fields = readFields();
    await database
      .repository(ProcedureField)
      .insert(fields.map(({ code, nameVi, nameEn }) => ({ code, nameVi, nameEn })));
    await database.repository(Procedure).insert(generateProcedures(fields, clock.now()));
  },
};
