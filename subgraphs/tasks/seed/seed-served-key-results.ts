import sql from "sql-template-tag";
import { z } from "zod";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readCsv } from "../../../shared/database/read-csv";
import type { Seed } from "../../../shared/database/seed";

const row = z.object({ key_result_code: z.string(), task_words: z.string().nullable() });

/** Connects open tasks of the demonstration with the key results that they serve, by the words of their titles. */
export const seedServedKeyResults: Seed = {
  name: "served-key-results",
  run: async ({ database }) => {
    const rows = readCsv(fromRoot("subgraphs/tasks/seed/data/objectives.csv"), row);
    for (const { key_result_code: code, task_words: words } of rows) {
      if (words === null) continue;
      await database.rows(sql`
        UPDATE task SET key_result_code = ${code}
        WHERE completed_on IS NULL AND origin = 'SYNTHETIC'
          AND search_text(title) LIKE '%' || search_text(${words}) || '%'`);
    }
  },
};
