import "reflect-metadata";
import { setTimeout as sleep } from "node:timers/promises";
import { fromRoot } from "../../shared/base/project/project-root";
import { publicViewer, type Viewer } from "../../shared/http/identity/viewer";
import type { StatisticsQuery } from "../../shared/kit/cube/statistics-query";
import { dossierCube } from "../../subgraphs/procedures/dossier/dossier.cube";
import { procedures } from "../../subgraphs/procedures/subgraph";
import { analyst, openSubgraphOn, testNow } from "../support/subgraph/subgraph-harness";
import { queries } from "./procedures/queries";
import { askInTurns, ratiosOf, type Turns, timesOf } from "./protection/ask-in-turns";
import { allDossiers, plainQuery } from "./protection/protected-queries";
import { type StatisticsBuild, startStatisticsBuild } from "./statistics/statistics-build";
import { table } from "./support/measure";

/**
 * What protection costs: the questions of a dashboard asked for the public and for an analyst in turns, over HTTP of two
 * processes of procedures, and within one. BENCH_SCALE is the share of the city's dossiers; BENCH_TIMES how often each is
 * asked for the first time. BENCH_DATABASE_URL may name a database that has the rows.
 */
export async function run(): Promise<void> {
  const times = Number(process.env.BENCH_TIMES ?? 8);
  const scale = Number(process.env.BENCH_SCALE ?? 1);
  const options = { name: "this build", root: fromRoot(), scale };
  const builds: StatisticsBuild[] = [];
  try {
    const made = await startStatisticsBuild({ ...options, url: process.env.BENCH_DATABASE_URL });
    builds.push(made);
    const other = await startStatisticsBuild({ ...options, url: made.url });
    builds.push(other);
    // What fills itself beside requests has time to.
    await sleep(Number(process.env.BENCH_SETTLE_SECONDS ?? 5) * 1000);
    tellRatios("over HTTP", await compareOverHttp(made, other, times));
    for (const { served } of builds) await served.endMs();
    tellRatios("in process", await compareInProcess(made.url, times));
  } finally {
    for (const build of builds) await build.end();
  }
}

const dashboard = queries.map(([name, query]) => ({
  name,
  query: { groupBy: [], first: 100, ...query } satisfies StatisticsQuery,
}));

async function ask({ served }: StatisticsBuild, query: string, viewer: Viewer): Promise<void> {
  const { text } = await served.ask(query, undefined, viewer);
  if (text.includes('"errors"')) throw new Error(`Expected an answer to ${query}: ${text.slice(0, 300)}`);
}

async function compareOverHttp(
  ofAnalyst: StatisticsBuild,
  ofPublic: StatisticsBuild,
  times: number,
): Promise<Turns[]> {
  const turns: Turns[] = [];
  // What both have to do once, whoever asks.
  for (const [build, viewer] of [[ofAnalyst, analyst] as const, [ofPublic, publicViewer] as const])
    for (const { query } of dashboard) await ask(build, plainQuery(query, 1_000), viewer);
  for (const { name, query } of dashboard) {
    const ofTime = (time: number) => plainQuery(query, time);
    turns.push(
      await askInTurns(
        name,
        [
          { ask: (time) => ask(ofAnalyst, ofTime(time), analyst) },
          { ask: (time) => ask(ofPublic, ofTime(time), publicViewer) },
        ],
        times,
      ),
    );
  }
  return turns;
}

/** The same without GraphQL: each side with a column store of its own. */
async function compareInProcess(url: string, times: number): Promise<Turns[]> {
  const sides = [await openSubgraphOn(procedures, url), await openSubgraphOn(procedures, url)] as const;
  const measures = ["overdue", "pending", "received"];
  const askSide = (isPublic: boolean, query: StatisticsQuery, time: number) => {
    const [, day = ""] = /"(.*)"/.exec(allDossiers(time)) ?? [];
    const filter = { ...query.filter, and: [{ dueOn: { lt: day } }] };
    const { statistics, database } = sides[isPublic ? 1 : 0];
    const asking = { database, now: new Date(testNow), isPublic };
    return statistics.ask(dossierCube, { ...query, filter, measures }, asking);
  };
  try {
    const turns: Turns[] = [];
    for (const { query } of dashboard)
      for (const isPublic of [false, true]) await askSide(isPublic, query, 1_000);
    for (const { name, query } of dashboard) {
      const side = (isPublic: boolean) => ({ ask: (time: number) => askSide(isPublic, query, time) });
      turns.push(await askInTurns(name, [side(false), side(true)], times));
    }
    return turns;
  } finally {
    for (const side of sides) await side.close();
  }
}

function tellRatios(how: string, turns: readonly Turns[]): void {
  const rows = turns.map(({ name, first, again }) => [
    ...[name, ...first, (first[1] / first[0]).toFixed(2)],
    ...[...again, (again[1] / again[0]).toFixed(2)],
  ]);
  const headings = ["analyst first ms", "public first", "ratio", "analyst again ms", "public again", "ratio"];
  console.log(`${table([how, ...headings], rows)}\n`);
  const told = (of: typeof ratiosOf, kind: "first" | "again") => {
    const [p50, p95] = of(turns, kind);
    return `${kind}: ${p50.toFixed(2)} in the middle, ${p95.toFixed(2)} at the 95th percentile`;
  };
  for (const [what, of] of [["times", timesOf] as const, ["each question", ratiosOf] as const])
    console.log(`public / analyst, ${how}, ${what}; ${told(of, "first")}; ${told(of, "again")}\n`);
}
