import sql, { type Sql } from "sql-template-tag";
import type { RunningSectors } from "../../support/gateway/running-sectors";

/** Each shows on the board. */
const changes: Record<string, (n: number) => Sql> = {
  infrastructure: () => sql`UPDATE administrative_unit SET population = population + 1 WHERE code = '00004'`,
  innovation: (
    n,
  ) => sql`UPDATE coverage_5g SET population = 10000 + ${n}, population_covered = 5000 + ${n} / 2
    WHERE month = (SELECT max(month) FROM coverage_5g)`,
  procedures: (
    n,
  ) => sql`UPDATE dossier SET received_at = received_at - interval '1 minute', unit_code = CASE WHEN ${n} % 8 < 4
    THEN '00004' ELSE '00008' END WHERE id = (SELECT max(id) FROM dossier WHERE unit_code IS NOT NULL)`,
  tasks: (
    n,
  ) => sql`UPDATE task_state SET due_on = CASE WHEN ${n} % 8 < 4 THEN DATE '2025-01-01' ELSE DATE '2026-06-01' END
    WHERE id = (SELECT max(s.id) FROM task_state s JOIN organization o ON o.code = s.lead_organization_code
      WHERE o.unit_code IS NOT NULL AND s.completed_on IS NULL AND s.known_until = 'infinity'
      AND s.known_from <= '2025-11-14')`,
};

/** How many were made: each time its turn comes a sector changes to what it was not before. */
let made = 0;

/** Writes the next change, of the sector whose turn it is. */
export async function change(sectors: RunningSectors): Promise<void> {
  const n = made++;
  const names = Object.keys(changes);
  const name = names[n % names.length] ?? "";
  await sectors.subgraphs.get(name)?.database.rows(changes[name]?.(n) ?? sql`SELECT 1`);
}
