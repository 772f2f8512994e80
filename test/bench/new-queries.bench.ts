import "reflect-metadata";
import { setTimeout as sleep } from "node:timers/promises";
import { fromRoot } from "../../shared/base/project/project-root";
import { publicViewer, type Viewer } from "../../shared/http/identity/viewer";
import { analyst } from "../support/subgraph/subgraph-harness";
import { type NewQuery, newQueries } from "./new-queries/new-queries";
import { askInTurns, type Side, type Turns } from "./protection/ask-in-turns";
import { allDossiers } from "./protection/protected-queries";
import { type StatisticsBuild, startStatisticsBuild } from "./statistics/statistics-build";
import { percentile, table } from "./support/measure";

/**
 * What new dimensions, windows, differences, orders, pages and past days take beside the plain questions that they extend,
 * in turns, over HTTP of a process of procedures: for an analyst and for the public, the first time and again. BENCH_SCALE
 * is the share of the city's dossiers; BENCH_TIMES how often each is asked for the first time; BENCH_ONLY a part of the
 * names of those that are asked. BENCH_DATABASE_URL may name a database that has the rows.
 */
export async function run(): Promise<void> {
  const times = Number(process.env.BENCH_TIMES ?? 8);
  const scale = Number(process.env.BENCH_SCALE ?? 1);
  const url = process.env.BENCH_DATABASE_URL;
  const build = await startStatisticsBuild({ name: "this build", root: fromRoot(), scale, url });
  try {
    // What fills itself beside requests has time to.
    await sleep(Number(process.env.BENCH_SETTLE_SECONDS ?? 5) * 1000);
    tell("an analyst", await askAll(build, analyst, times));
    tell("the public", await askAll(build, publicViewer, times));
  } finally {
    await build.end();
  }
}

const mostRatio = 2;
const mostAgainMs = 25;

async function askAll(build: StatisticsBuild, viewer: Viewer, times: number): Promise<Turns[]> {
  const turns: Turns[] = [];
  const isPublic = viewer.role === "public";
  const only = process.env.BENCH_ONLY ?? "";
  for (const one of newQueries(isPublic).filter(({ name }) => name.includes(only))) {
    const sides = (from: number) => sidesOf(build, viewer, one, from);
    // No two of them know what another has found.
    const from = 2 * (times + 1) * (2 * turns.length + (isPublic ? 1 : 0));
    // What the process does once for a query, whatever its filter.
    for (const { before, ask } of sides(from)) await before?.(0).then(() => ask(0));
    turns.push(await askInTurns(one.name, sides(from + 2), times));
  }
  return turns;
}

/** The plain question and the new one, each of dossiers that no other time has. */
function sidesOf(
  build: StatisticsBuild,
  viewer: Viewer,
  { plain, query, pageBefore }: NewQuery,
  from: number,
): [Side, Side] {
  const filterOf = (time: number, side: number) => allDossiers(from + 2 * time + side);
  const cursors = new Map<number, string | undefined>();
  return [
    {
      before: async () => undefined,
      ask: (time) => ask(build, plain(filterOf(time, 0)), viewer),
    },
    {
      before: async (time) => {
        if (pageBefore) cursors.set(time, await endCursor(build, pageBefore(filterOf(time, 1)), viewer));
      },
      ask: (time) => ask(build, query(filterOf(time, 1), cursors.get(time)), viewer),
    },
  ];
}

async function ask({ served }: StatisticsBuild, query: string, viewer: Viewer): Promise<string> {
  const { text } = await served.ask(query, undefined, viewer);
  if (text.includes('"errors"')) throw new Error(`Expected an answer to ${query}: ${text.slice(0, 300)}`);
  return text;
}

async function endCursor(build: StatisticsBuild, query: string, viewer: Viewer): Promise<string> {
  const [, cursor] = /"endCursor":"([^"]+)"/.exec(await ask(build, query, viewer)) ?? [];
  if (cursor === undefined) throw new Error(`Expected an endCursor of ${query}; got none.`);
  return cursor;
}

function tell(who: string, turns: readonly Turns[]): void {
  const ratioOf = ({ first: [plain, own] }: Turns) => own / plain;
  const rows = turns.map((one) => [
    ...[one.name, ...one.first, ratioOf(one).toFixed(2)],
    ...[one.again[1], one.againP95[0], one.againP95[1]],
  ]);
  const headings = ["plain first ms", "first", "ratio", "again p50", "plain again p95", "again p95"];
  console.log(`${table([`for ${who}`, ...headings], rows)}\n`);
  const ratios = turns.map(ratioOf);
  const again = turns.map(({ againP95 }) => againP95[1]);
  const named = (some: readonly Turns[]) => some.map(({ name }) => name).join("; ") || "none";
  console.log(
    `first / plain: ${percentile(ratios, 0.5).toFixed(2)} in the middle, ${percentile(ratios, 0.95).toFixed(2)} at ` +
      `the 95th percentile; over ${mostRatio}: ${named(turns.filter((one) => ratioOf(one) > mostRatio))}\n` +
      `again: ${percentile(again, 0.95).toFixed(1)} ms at the 95th percentile; over ${mostAgainMs} ms: ` +
      `${named(turns.filter(({ againP95 }) => againP95[1] > mostAgainMs))}\n`,
  );
}
