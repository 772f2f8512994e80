import sql from "sql-template-tag";
import { addDays } from "../../../../shared/base/clock/calendar-day";
import type { CubeFilter, Distribution } from "../../../../shared/kit/cube/statistics-query";
import { PublicDossiers, smallestCount } from "../fixture/public-dossiers";

/* Percentiles that the public sees single nobody out. */

let dossiers: PublicDossiers;
beforeAll(async () => {
  dossiers = await PublicDossiers.open();
});
afterAll(() => dossiers.close());

it("withholds percentiles of few rows, and shows neither a single row nor how many rows there are", async () => {
  const query = { groupBy: ["ORGANIZATION", "PROCEDURE"], first: 10_000 };
  const shown = (await (await dossiers.query(query)).distributions()).groups;
  const exact = (await (await dossiers.query(query, false)).distributions()).groups;
  const rowsOf = (distribution: Distribution) =>
    [...distribution.values()].reduce((sum, rows) => sum + rows, 0);
  const sizes = [...shown.values()].flatMap((distribution) => [...distribution.values()]);
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(smallestCount);
  expect([...exact.values()].some((distribution) => [...distribution.values()].includes(1))).toBe(true);
  const some = [...shown].filter(([, distribution]) => distribution.size > 0);
  expect(some.every(([key]) => rowsOf(exact.get(key) ?? new Map()) >= 2 * smallestCount)).toBe(true);
  const other = some.filter(
    ([key, distribution]) => rowsOf(distribution) !== rowsOf(exact.get(key) ?? new Map()),
  );
  expect(other.length).toBeGreaterThan(some.length / 2);
});

it("shows the same percentiles with and without a dossier that is the only one of its kind", async () => {
  const [single] = await dossiers.subgraph.database.rows<{
    unit: string;
    procedure: string;
    day: string;
  }>(sql`
    SELECT unit_code AS unit, procedure_code AS procedure, (received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date::text AS day
    FROM dossier WHERE unit_code IS NOT NULL AND resolved_at IS NOT NULL
    GROUP BY 1, 2, 3 HAVING count(*) = 1 ORDER BY 3, 1, 2 LIMIT 1`);
  if (!single) throw new Error("Expected a dossier that is the only one of its kind; got none.");
  const cell = {
    unit: { in: [single.unit] },
    procedure: { in: [single.procedure] },
    receivedOn: { gte: single.day, lt: addDays(single.day, 1) },
  };
  const spread = async (filter: CubeFilter, isPublic: boolean) =>
    (await (await dossiers.query({ filter, groupBy: [], first: 1 }, isPublic)).distributions()).all;
  for (const set of [{ unit: { in: [single.unit] } }, { procedure: { in: [single.procedure] } }]) {
    const without = { and: [set, { not: cell }] };
    const shown = await spread(set, true);
    expect(shown.size).toBeGreaterThan(0);
    expect(await spread(without, true)).toEqual(shown);
    expect(await spread(without, false)).not.toEqual(await spread(set, false));
  }
});
