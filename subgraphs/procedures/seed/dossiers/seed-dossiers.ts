import sql, { raw } from "sql-template-tag";
import { localTimeSql } from "../../../../shared/base/clock/local-time";
import type { Seed, Seeding } from "../../../../shared/database/seed";
import { readUnits } from "../../../common/unit/read-units";
import { Procedure } from "../../procedure/procedure";
import { readFields } from "../read-fields";
import { draftDossiers, dropDrafts } from "./draft-dossiers";
import { loadInBulk } from "./load-in-bulk";
import { planProcedures, planUnits } from "./plan-dossiers";
import { settleQuotas } from "./settle-quotas";
import { pagesOfDrafts, writeDossiers, writeEvents } from "./write-dossiers";

/** Dossiers that the city received from 2025-07-01 to 2025-11-12 (docs/domain.md); `scale` makes it fewer or more. */
const dossiersAtScale1 = 1_243_294;

/** Pages of drafts between two reports of progress: some hundred thousand dossiers. */
const part = 4_000;

const tables = ["dossier", "dossier_event"];

/** The demonstration dossiers with their events, as they were on the morning of 2025-11-14. */
export const seedDossiers: Seed = {
  name: "dossiers",
  run: async ({ database, scale, progress }: Seeding) => {
    const count = Math.max(1, Math.round(dossiersAtScale1 * scale));
    const steps = readSteps(progress);
    await database.rows(sql`SET LOCAL work_mem = '128MB'`);
    await database.rows(sql`SET LOCAL maintenance_work_mem = '256MB'`);
    const procedures = await database.repository(Procedure).find({ order: { code: "ASC" } });
    await draftDossiers(database, count, planProcedures(procedures, readFields()), planUnits(readUnits()));
    steps.reach(0.2);
    await database.rows(sql`
      SELECT create_dossier_month(month) FROM (
        SELECT DISTINCT date_trunc('month', ${localTimeSql(sql`start`)})::date AS month FROM draft_day
        ORDER BY month) AS months`);
    const quotas = await settleQuotas(database);
    steps.reach(0.3);
    const write = async () => {
      const parts = await pagesOfDrafts(database, part);
      for (const [at, pages] of parts.entries()) {
        await writeDossiers(database, quotas, pages);
        await writeEvents(database, pages);
        steps.reach(0.3 + (0.45 * (at + 1)) / parts.length);
      }
    };
    // The seed's rows refer to existing ones; of the change log one row is enough.
    for (const table of tables) await database.rows(sql`ALTER TABLE ${raw(table)} DISABLE TRIGGER USER`);
    await loadInBulk(database, [...tables, "dossier_code"], write, (done, total) =>
      steps.reach(0.75 + (0.2 * done) / total),
    );
    for (const table of tables) await database.rows(sql`ALTER TABLE ${raw(table)} ENABLE TRIGGER USER`);
    await database.rows(sql`INSERT INTO change_log (relation, size) VALUES ('dossier', 0)`);
    await dropDrafts(database);
    await database.rows(sql`SELECT setval('dossier_number', ${count}::bigint)`);
    // Events are found by their key alone, for which the index has statistics enough.
    await database.rows(sql`ANALYZE dossier`);
  },
};

/** Progress in shares of the whole: the steps are as long as they were when measured at scale 1. */
function readSteps(progress: Seeding["progress"]) {
  return { reach: (share: number) => progress(Math.round(share * 100), 100) };
}
