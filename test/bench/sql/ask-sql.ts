import { request } from "../../support/gateway/gateway-request";

/** Three tables of the 126 units, of three sectors. */
export const tables = {
  wards: { query: "{ administrativeUnits { nodes { code name kind population } } }" },
  tasks: {
    query: '{ administrativeUnits { nodes { code taskStats(asOf: "2025-11-14") { overdue completed } } } }',
  },
  dossiers: {
    query: "{ administrativeUnits { nodes { code dossierStats { received onTimeRate { value } } } } }",
  },
} as const;

/** A join of all three, a ratio, a rank and a correlation. */
export const sql = `SELECT w.kind, w.name, d.dossierStats_received AS received,
  d.dossierStats_onTimeRate_value AS on_time, t.taskStats_overdue AS overdue,
  round(1000.0 * d.dossierStats_received / w.population, 2) AS per_thousand,
  rank() OVER (PARTITION BY w.kind ORDER BY d.dossierStats_received DESC) AS place,
  corr(w.population, d.dossierStats_received) OVER () AS correlation
FROM wards w JOIN tasks t USING (code) JOIN dossiers d USING (code) ORDER BY w.kind, place`;

export async function post(origin: string, path: string, body: object, token: string): Promise<unknown> {
  const answer = await request(`${origin}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  if (answer.status !== 200) throw new Error(`Expected 200 of ${path}, got ${JSON.stringify(answer.body)}.`);
  return answer.body;
}
