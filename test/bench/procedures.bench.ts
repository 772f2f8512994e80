import "reflect-metadata";
import sql from "sql-template-tag";
import { fixedClock } from "../../shared/clock/clock";
import { runSeeds } from "../../shared/database/seed";
import { countDossiers } from "../../subgraphs/procedures/dossier/count-dossiers";
import { countFromDossiers } from "../../subgraphs/procedures/dossier/count-from-dossiers";
import {
  DossierDimension,
  type DossierStatsArguments,
  DossierTimeField,
  DossierTimeGrain,
} from "../../subgraphs/procedures/dossier/dossier-stats.inputs";
import { statsStatement } from "../../subgraphs/procedures/dossier/dossier-stats.queries";
import { procedures } from "../../subgraphs/procedures/subgraph";
import { openTestSubgraph, testNow } from "../support/subgraph-harness";
import { measure, table } from "./measure";

const { ORGANIZATION, UNIT, PROCEDURE, PROCEDURE_FIELD, CHANNEL, APPLICANT, STATUS, TIMELINESS } =
  DossierDimension;
const by = (grain: DossierTimeGrain) => ({ field: DossierTimeField.RECEIVED, grain, fillGaps: true });

/** Questions of a dashboard: up to two dimensions and a time bucket, with filters on those dimensions. */
const questions: [name: string, Partial<DossierStatsArguments>][] = [
  ["all", {}],
  ["by organization", { groupBy: [ORGANIZATION] }],
  ["by unit", { groupBy: [UNIT] }],
  ["by procedure", { groupBy: [PROCEDURE] }],
  ["by field and channel", { groupBy: [PROCEDURE_FIELD, CHANNEL] }],
  ["by organization and status", { groupBy: [ORGANIZATION, STATUS] }],
  [
    "by status and timeliness, weeks",
    { groupBy: [STATUS, TIMELINESS], timeBucket: by(DossierTimeGrain.WEEK) },
  ],
  ["by channel, days", { groupBy: [CHANNEL], timeBucket: by(DossierTimeGrain.DAY) }],
  ["by organization, months", { groupBy: [ORGANIZATION], timeBucket: by(DossierTimeGrain.MONTH) }],
  [
    "by organization and channel, weeks",
    { groupBy: [ORGANIZATION, CHANNEL], timeBucket: by(DossierTimeGrain.WEEK) },
  ],
  ["by unit and applicant, months", { groupBy: [UNIT, APPLICANT], timeBucket: by(DossierTimeGrain.MONTH) }],
  [
    "one unit, days of a month",
    {
      filter: { unit: { in: ["00004"] }, receivedOn: { gte: "2025-10-01", lt: "2025-11-01" } },
      timeBucket: by(DossierTimeGrain.DAY),
    },
  ],
  ["by unit and field", { groupBy: [UNIT, PROCEDURE_FIELD] }],
];

/** The demonstration's dossiers at the city's scale, or at BENCH_SCALE: their making, then each question both ways. */
export async function run(): Promise<void> {
  const scale = Number(process.env.BENCH_SCALE ?? 1);
  const subgraph = await openTestSubgraph({ ...procedures, seeds: [] });
  const { dataSource, database } = subgraph;
  try {
    const start = performance.now();
    await runSeeds(dataSource, procedures.seeds, {
      clock: fixedClock(testNow),
      scale,
      progress: () => undefined,
    });
    const seconds = (performance.now() - start) / 1000;
    await database.rows(sql`SELECT set_config('statement_timeout', '0', false)`);
    await database.rows(sql`VACUUM ANALYZE`);
    const counts = await database.row(sql`
      SELECT (SELECT count(*)::int FROM dossier) AS dossiers, (SELECT count(*)::int FROM dossier_event) AS events,
        (SELECT count(*)::int FROM dossier_tally) AS tallies`);
    console.log(`${JSON.stringify(counts)}, generated in ${seconds.toFixed(1)} s\n`);
    const now = new Date(testNow);
    const rows: (string | number)[][] = [];
    for (const [name, question] of questions) {
      const args: DossierStatsArguments = { groupBy: [], first: 1000, ...question };
      const fast = statsStatement(args, countDossiers(args, now), now);
      const bare = statsStatement(args, countFromDossiers(args, now), now);
      const [kept, plain] = [
        await measure(() => database.rows(fast), { runs: 60 }),
        await measure(() => database.rows(bare), { runs: 4, warmup: 1 }),
      ];
      rows.push([name, kept.p50, kept.p95, plain.p50, `${(plain.p50 / kept.p50).toFixed(0)}x`]);
    }
    console.log(table(["question", "p50 ms", "p95 ms", "bare table p50 ms", "ratio"], rows));
  } finally {
    await subgraph.close();
  }
}
