import sql from "sql-template-tag";
import { addDays } from "../../../shared/base/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import type { Seed } from "../../../shared/database/seed";
import { setTransactionDay } from "../../../shared/database/transaction-day";
import { Procedure } from "../procedure/procedure";
import { ProcedureField } from "../procedure-field/procedure-field";
import { type GeneratedProcedure, generateProcedures } from "./generate-procedures";
import { readFields } from "./read-fields";
import { firstDay } from "./working-calendar";

/** The fields of administration and their procedures: as many as the city has, whatever the scale. */
export const seedProcedures: Seed = {
  name: "procedures",
  run: async ({ database, clock }) => {
    const fields = readFields();
    await database
      .repository(ProcedureField)
      .insert(fields.map(({ code, nameVi, nameEn }) => ({ code, nameVi, nameEn })));
    const procedures = generateProcedures(fields, clock.now());
    await setTransactionDay(database, firstDay);
    await database
      .repository(Procedure)
      .insert(procedures.map((one) => ({ ...one, greenLaneDecision: null, greenLaneReducedDays: null })));
    await putOnGreenLane(database, procedures);
  },
};

/** Every eighth day one of the decisions, the last on 2025-11-03: an assumption, their days are not public. */
async function putOnGreenLane(database: Database, procedures: readonly GeneratedProcedure[]): Promise<void> {
  const decisions = [...new Set(procedures.flatMap((one) => one.greenLaneDecision ?? []))].toSorted();
  for (const [at, decision] of decisions.entries()) {
    const decided = procedures.filter((one) => one.greenLaneDecision === decision);
    await setTransactionDay(database, addDays("2025-07-22", 8 * at));
    await database.rows(sql`
      UPDATE procedure p SET green_lane_decision = ${decision}, green_lane_reduced_days = decided.days
      FROM unnest(${decided.map(({ code }) => code)}::text[],
        ${decided.map(({ greenLaneReducedDays: days }) => days)}::int[]) AS decided (code, days)
      WHERE p.code = decided.code`);
  }
}
