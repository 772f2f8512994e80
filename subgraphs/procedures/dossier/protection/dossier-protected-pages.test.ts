import fc from "fast-check";
import sql from "sql-template-tag";
import { GraphError } from "../../../../shared/base/errors/graph-error";
import type { StatisticsQuery } from "../../../../shared/kit/cube/statistics-query";
import { Statistics } from "../../../../shared/kit/statistics/statistics";
import { anyDossierQuery } from "../../../../test/support/statistics/random-dossier-queries";
import {
  openTestSubgraph,
  type TestSubgraph,
  testNow,
} from "../../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../../subgraph";
import { dossierCube } from "../dossier.cube";

/* The public sees the same of the first groups as of all groups, however few are requested. */

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

const statisticsContext = () => ({ database: subgraph.database, now: new Date(testNow), isPublic: true });

/** Queries in the order of their keys, also over time, which only look for the first groups. */
const series: StatisticsQuery[] = [
  { groupBy: ["CHANNEL"], timeBucket: { field: "RECEIVED", grain: "DAY", fillGaps: true }, first: 10_000 },
  { groupBy: ["UNIT"], timeBucket: { field: "RECEIVED", grain: "WEEK", fillGaps: true }, first: 10_000 },
  { groupBy: ["UNIT"], timeBucket: { field: "RESOLVED", grain: "MONTH", fillGaps: false }, first: 10_000 },
  {
    ...{ filter: { unit: { in: ["00004", "00008", "00025"] } }, groupBy: ["CHANNEL"], first: 10_000 },
    timeBucket: { field: "RECEIVED", grain: "MONTH", fillGaps: true },
  },
  { filter: { unit: { in: ["00004", "00008", "00025"] } }, groupBy: ["PROCEDURE"], first: 10_000 },
  { groupBy: ["UNIT_KIND", "PROCEDURE_FIELD"], first: 10_000 },
];
const queries = (many: number) => [
  ...series,
  ...fc.sample(anyDossierQuery, { numRuns: many, seed: 21 }).map((one) => ({ ...one, first: 10_000 })),
];

async function expectPages(statistics: Statistics, many: number): Promise<number> {
  let compared = 0;
  for (const query of queries(many)) {
    const whole = await statistics.ask(dossierCube, query, statisticsContext()).catch((error: unknown) => {
      // Queries that are not for the public are refused.
      expect(error).toBeInstanceOf(GraphError);
    });
    if (!whole) continue;
    for (const first of [1, 20, 101]) {
      const { groups, totals } = await statistics.ask(dossierCube, { ...query, first }, statisticsContext());
      expect({ query, first, groups, totals }).toEqual({
        ...{ query, first, totals: whole.totals },
        groups: whole.groups.slice(0, first + 1),
      });
    }
    compared += 1;
  }
  return compared;
}

it("is the same in the column store, and in PostgreSQL", async () => {
  expect(await expectPages(subgraph.statistics, 40)).toBeGreaterThan(20);
  expect(await expectPages(new Statistics(), 0)).toBe(series.length);
}, 180_000);

it("stays the same while dossiers are received and closed today", async () => {
  await subgraph.database.rows(sql`
    UPDATE dossier SET resolved_at = '2025-11-14T10:00+07', status = 'RESOLVED', digitised = TRUE
    WHERE resolved_at IS NULL AND status = 'PROCESSING' AND id % 3 = 0`);
  expect(await expectPages(subgraph.statistics, 20)).toBeGreaterThan(15);
  const [own, other] = [subgraph.statistics, new Statistics()];
  for (const query of series) {
    const [one, same] = [
      await own.ask(dossierCube, query, statisticsContext()),
      await other.ask(dossierCube, query, statisticsContext()),
    ];
    expect([one.groups, one.totals]).toEqual([same.groups, same.totals]);
  }
}, 180_000);
