import "reflect-metadata";
import sql, { raw } from "sql-template-tag";
import { fixedClock } from "../../shared/clock/clock";
import { encodeCursor } from "../../shared/connection/cursor";
import type { Database } from "../../shared/database/database";
import { runSeeds } from "../../shared/database/seed";
import { createLogger } from "../../shared/log/logger";
import { countFromDossiers } from "../../subgraphs/procedures/dossier/count-from-dossiers";
import { countGroups } from "../../subgraphs/procedures/dossier/count-groups";
import type { DossierStatsArguments } from "../../subgraphs/procedures/dossier/dossier-stats.inputs";
import { findGroups } from "../../subgraphs/procedures/dossier/dossier-stats.queries";
import { DossierKeeper } from "../../subgraphs/procedures/held-dossiers/held-dossiers";
import { procedures } from "../../subgraphs/procedures/subgraph";
import { openSubgraphOn, openTestSubgraph, type TestSubgraph, testNow } from "../support/subgraph-harness";
import { measure, table } from "./measure";
import { askEveryQuestion } from "./procedures/every-question";
import { firstAnswer, tookTooLong } from "./procedures/first-answer";
import { questions } from "./procedures/questions";

/**
 * The demonstration's dossiers at the city's scale, or at BENCH_SCALE: their making, then each question of a dashboard
 * both ways, every question of two dimensions and a time bucket, and pages at both ends of every order.
 * BENCH_DATABASE_URL names a database that has them already: thirty million take most of an hour to make.
 * BENCH_BARE_SECONDS is how long the bare table may take for an answer.
 */
export async function run(): Promise<void> {
  const kept = process.env.BENCH_DATABASE_URL;
  const made = await openTestSubgraph({ ...procedures, seeds: [] });
  const seeding = await openSubgraphOn(procedures, kept ?? made.url, 0);
  const subgraph = await openSubgraphOn(procedures, kept ?? made.url, statementTimeoutMs);
  const bare = await openSubgraphOn(procedures, kept ?? made.url, bareSeconds * 1000);
  try {
    if (kept === undefined) await seed(seeding, Number(process.env.BENCH_SCALE ?? 1));
    await tellSize(seeding.database);
    const keeper = await hold(subgraph.database);
    await compareQuestions(subgraph.database, bare.database);
    await askEveryQuestion(subgraph.database, new Date(testNow));
    await turnPages(subgraph, seeding.database);
    await keeper.end();
  } finally {
    await seeding.close();
    await bare.close();
    await subgraph.close();
    await made.close();
  }
}

/** As in the running graph. */
const statementTimeoutMs = 2_500;
const bareSeconds = Number(process.env.BENCH_BARE_SECONDS ?? 600);

async function seed({ dataSource, database }: TestSubgraph, scale: number): Promise<void> {
  const begun = new Map<string, number>();
  const ended = new Map<string, number>();
  await runSeeds(dataSource, procedures.seeds, {
    clock: fixedClock(testNow),
    scale,
    progress: (step, done) => (done === 0 ? begun : ended).set(step, performance.now()),
  });
  const seconds = [...ended].map(
    ([step, end]) => `${step} ${((end - (begun.get(step) ?? end)) / 1000).toFixed(1)} s`,
  );
  await database.rows(sql`VACUUM ANALYZE`);
  console.log(`made in: ${seconds.join(", ")}\n`);
}

async function tellSize(database: Database): Promise<void> {
  const size = await database.row(sql`
    SELECT (SELECT count(*)::int FROM dossier) AS dossiers, (SELECT count(*)::int FROM dossier_event) AS events,
      (SELECT count(*)::int FROM dossier_tally) AS tallies, (SELECT count(*)::int FROM dossier_pending) AS pending,
      pg_size_pretty(pg_database_size(current_database())) AS size`);
  console.log(`${JSON.stringify(size)}\n`);
}

const readAheadBytes = Number(process.env.READ_AHEAD_MB ?? 512) * 2 ** 20;

/** As the subgraph's process does when it begins to serve. */
async function hold(database: Database): Promise<DossierKeeper> {
  const keeper = new DossierKeeper(database, createLogger("bench", "error"), readAheadBytes);
  const [begun, before] = [performance.now(), process.memoryUsage().rss];
  await keeper.load();
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const megabytes = Math.round((process.memoryUsage().rss - before) / 1024 / 1024);
  console.log(
    keeper.held
      ? `held in memory after ${seconds} s, ${megabytes} MB\n`
      : "more dossiers than are held in memory\n",
  );
  return keeper;
}

async function compareQuestions(database: Database, bareDatabase: Database): Promise<void> {
  const now = new Date(testNow);
  const rows: (string | number)[][] = [];
  for (const [name, question] of questions) {
    const args: DossierStatsArguments = { groupBy: [], first: 1000, ...question };
    const kept = () => findGroups(database, args, now);
    const bare = () => countGroups(bareDatabase, args, countFromDossiers(args, now), now);
    const { found, took } = await firstAnswer(database, args, now);
    const fast = await measure(kept, { runs: 60 });
    const slow = await measure(bare, { runs: 1, warmup: 0 }).catch(tookTooLong);
    rows.push([
      name,
      found.groups.length > args.first ? `more than ${args.first}` : `${found.groups.length}`,
      took,
      fast.p50,
      fast.p95,
      slow?.p50 ?? `over ${bareSeconds * 1000}`,
      `${slow ? "" : "over "}${((slow?.p50 ?? bareSeconds * 1000) / fast.p50).toFixed(0)} ×`,
      fast.p95 < 25 ? "yes" : fast.p95 < 50 ? "< 50" : "NO",
    ]);
  }
  const headings = [
    "question",
    "groups",
    "first ms",
    "p50 ms",
    "p95 ms",
    "bare table ms",
    "bare / kept",
    "p95 < 25 ms",
  ];
  console.log(`${table(headings, rows)}\n`);
}

const orders = [
  { field: "RECEIVED_AT", column: "received_at" },
  { field: "DUE_AT", column: "due_at" },
  { field: "RESOLVED_AT", column: "resolved_at" },
] as const;

/** Pages of 50 through the subgraph: the first, and the one that begins at the middle of all dossiers. */
async function turnPages(subgraph: TestSubgraph, patient: Database): Promise<void> {
  const { total } = await patient.row<{ total: number }>(sql`SELECT count(*)::int AS total FROM dossier`);
  const middle = Math.floor(total / 100);
  const rows: (string | number)[][] = [];
  for (const { field, column } of orders) {
    for (const direction of ["ASC", "DESC"] as const) {
      const [last] = await patient.rows<{ value: string; id: string }>(sql`
        SELECT ${raw(column)}::text AS value, id FROM dossier
        ORDER BY ${raw(`${column} ${direction} NULLS LAST, id ${direction}`)} OFFSET ${middle * 50 - 1} LIMIT 1`);
      const term = { sql: sql``, direction, nullable: true };
      const terms = [
        { ...term, name: field, type: "timestamptz" as const },
        { ...term, name: "", type: "bigint" as const },
      ];
      const cursor = encodeCursor([last?.value ?? null, last?.id ?? null], terms);
      const turn = (after: string | null) => async () => {
        const { errors } = await subgraph.execute(
          `query ($after: String) { dossiers(first: 50, after: $after, orderBy: [{ field: ${field}, direction: ${direction} }]) {
            nodes { id status receivedAt dueAt resolvedAt timeliness overdue } pageInfo { endCursor hasNextPage } } }`,
          { after },
        );
        if (errors.length > 0) throw new Error(errors[0]?.message);
      };
      const [first, deep] = [await measure(turn(null)), await measure(turn(cursor))];
      const factor = `${(deep.p50 / first.p50).toFixed(2)} ×`;
      rows.push([`${field} ${direction}`, first.p50, first.p95, deep.p50, deep.p95, factor]);
    }
  }
  const deepPage = `page ${middle + 1}`;
  const headings = ["order", "page 1 p50 ms", "p95", `${deepPage} p50 ms`, "p95", "deep / first"];
  console.log(table(headings, rows));
}
