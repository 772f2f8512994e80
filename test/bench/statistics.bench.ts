import "reflect-metadata";
import { setTimeout as sleep } from "node:timers/promises";
import { fromRoot } from "../../shared/base/project/project-root";
import { everyQuery, type NamedQuery } from "./procedures/queries";
import { asGraphQL } from "./statistics/as-graphql";
import { type StatisticsBuild, startStatisticsBuild } from "./statistics/statistics-build";
import { percentile, table } from "./support/measure";

/**
 * Statistics of dossiers as clients get them, from a process of its own: every question of two dimensions and a time
 * bucket, the first time, again, and after a change; then the process's memory, also after BENCH_MINUTES of mixed load.
 * BENCH_BASELINE names another built checkout, which is asked in turns with this one; without it BENCH_DATABASE_URL may
 * name a database that has the rows already. BENCH_SCALE, BENCH_EVERY as in the bench of procedures.
 */
export async function run(): Promise<void> {
  const scale = Number(process.env.BENCH_SCALE ?? 1);
  const every = Number(process.env.BENCH_EVERY ?? 1);
  const roots = [["this build", fromRoot()], ...(baseline ? [["the build before", baseline]] : [])];
  const builds: StatisticsBuild[] = [];
  try {
    for (const [name = "", root = ""] of roots)
      builds.push(await startStatisticsBuild({ name, root, scale, url: process.env.BENCH_DATABASE_URL }));
    // What fills itself beside requests has time to.
    await sleep(Number(process.env.BENCH_SETTLE_SECONDS ?? 30) * 1000);
    const before = builds.map(({ served }) => served.residentMb());
    const queries = everyQuery().filter((_, at) => at % every === 0);
    const times = await askInTurns(builds, queries);
    const after = builds.map(({ served }) => served.residentMb());
    const rows = builds.map(({ name, seconds }, at) => {
      return [name, seconds.rows, seconds.start, seconds.restart, before[at] ?? 0, after[at] ?? 0];
    });
    const asked = ["resident MB before the questions", "after them"];
    const headings = ["build", "rows made, s", "then answering, s", "after a restart, s", ...asked];
    console.log(`${table(headings, rows)}\n`);
    tell(builds, times);
    tellSlowest(queries, builds, times);
    await loadFor(Number(process.env.BENCH_MINUTES ?? 0), builds);
  } finally {
    for (const build of builds) await build.end();
  }
}

const baseline = process.env.BENCH_BASELINE;
const kinds = ["first", "again", "changed"] as const;
const repeats = 5;
/** Between the questions of one asker of the mixed load. */
const pauseMs = 100;

type Times = Record<(typeof kinds)[number], number[]>;

async function askInTurns(
  builds: readonly StatisticsBuild[],
  queries: readonly NamedQuery[],
): Promise<Times[]> {
  const times = builds.map((): Times => ({ first: [], again: [], changed: [] }));
  for (const [at, { query }] of queries.entries()) {
    const asked = asGraphQL(query);
    const turns = [...builds.entries()];
    for (const [build, { name, served, change }] of at % 2 === 0 ? turns : turns.reverse()) {
      const ask = async () => {
        const begun = performance.now();
        const { text } = await served.ask(asked);
        if (text.includes("QUERY_TIMEOUT")) return Number.POSITIVE_INFINITY;
        if (text.includes('"errors"'))
          throw new Error(`Expected an answer of ${name} to ${asked}: ${text.slice(0, 300)}`);
        return performance.now() - begun;
      };
      times[build]?.first.push(await ask());
      const [again, changed]: number[][] = [[], []];
      for (let time = 0; time < repeats; time += 1) again?.push(await ask());
      for (let time = 0; time < repeats; time += 1) {
        await change();
        changed?.push(await ask());
      }
      times[build]?.again.push(Math.max(...(again ?? [])));
      times[build]?.changed.push(Math.max(...(changed ?? [])));
    }
  }
  return times;
}

/** Of the repeated ones each question's slowest counts. */
function tell(builds: readonly StatisticsBuild[], times: readonly Times[]): void {
  const rows = kinds.flatMap((kind) =>
    builds.map(({ name }, build) => {
      const own = times[build]?.[kind] ?? [];
      const p95 = percentile(own, 0.95);
      const last = percentile(times.at(-1)?.[kind] ?? [], 0.95);
      return [kind, name, percentile(own, 0.5), percentile(own, 0.9), p95, Math.max(...own), p95 / last];
    }),
  );
  console.log(`${table(["asked", "build", "p50 ms", "p90", "p95", "max", "p95 / last build's"], rows)}\n`);
}

function tellSlowest(
  queries: readonly NamedQuery[],
  builds: readonly StatisticsBuild[],
  times: readonly Times[],
): void {
  const rows = queries
    .map(({ name }, at): [string, ...number[]] => [name, ...times.map(({ first }) => first[at] ?? 0)])
    .toSorted((left, right) => Number(right[1]) - Number(left[1]));
  const headings = ["the slowest, first", ...builds.map(({ name }) => `${name}, ms`)];
  console.log(`${table(headings, rows.slice(0, 20))}\n`);
}

/** Two askers of any question each, of changing months, and a change each second. */
async function loadFor(minutes: number, builds: readonly StatisticsBuild[]): Promise<void> {
  if (minutes === 0) return;
  const queries = everyQuery();
  const until = performance.now() + minutes * 60_000;
  let asked = 0;
  const askOn = async ({ served }: StatisticsBuild, from: number) => {
    for (let at = from; performance.now() < until; at += 7) {
      const query = queries[at % queries.length]?.query;
      const month = String(1 + (Math.floor(at / 7) % 9)).padStart(2, "0");
      const filter = { receivedOn: { gte: `2025-${month}-01`, lt: "2025-12-01" } };
      if (query) await served.ask(asGraphQL(at % 3 === 0 ? { ...query, filter } : query));
      asked += 1;
      await sleep(pauseMs);
    }
  };
  const changing = async ({ change }: StatisticsBuild) => {
    while (performance.now() < until) {
      await change();
      await sleep(1000);
    }
  };
  const telling = async () => {
    const rows = [];
    for (let minute = 1; minute <= minutes; minute += 1) {
      await sleep(60_000);
      rows.push([minute, asked, ...builds.map(({ served }) => served.residentMb())]);
    }
    console.log(table(["minute", "questions", ...builds.map(({ name }) => `${name}, MB`)], rows));
  };
  const askers = builds.flatMap((build) => [askOn(build, 0), askOn(build, 3), changing(build)]);
  await Promise.all([...askers, telling()]);
}
