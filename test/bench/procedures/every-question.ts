import type { Database } from "../../../shared/database/database";
import { keySetFor } from "../../../subgraphs/procedures/dossier/count-dossiers";
import { isLarge } from "../../../subgraphs/procedures/dossier/dossier-key-sets";
import {
  DossierDimension,
  type DossierStatsArguments,
  DossierTimeField,
  DossierTimeGrain,
} from "../../../subgraphs/procedures/dossier/dossier-stats.inputs";
import { findGroups } from "../../../subgraphs/procedures/dossier/dossier-stats.queries";
import { keeperOf } from "../../../subgraphs/procedures/held-dossiers/held-dossiers";
import { type Measured, measure, table } from "../measure";

/**
 * Every question of up to two dimensions and a time bucket, by receipt or by result, its gaps filled: how fast those are
 * that are answered from kept tallies, and the others, which come from the dossiers: held in memory, or where these are
 * too many for that, in the database; then of those by each time bucket only the first is asked, and once.
 */
export async function askEveryQuestion(database: Database, now: Date): Promise<void> {
  const isKept = ({ args }: Question) => {
    const set = keySetFor(args, []);
    return set !== undefined && !isLarge(set);
  };
  const { kept = [], others = [] } = Object.groupBy(everyQuestion(), (question) =>
    isKept(question) ? "kept" : "others",
  );
  await tellTimes("from kept tallies", kept, database, now);
  if (keeperOf(database)?.held) await tellTimes("from dossiers in memory", others, database, now);
  else console.log(`From the dossiers themselves:\n\n${await askFirsts(others, database, now)}\n`);
}

async function tellTimes(
  source: string,
  questions: readonly Question[],
  database: Database,
  now: Date,
): Promise<void> {
  const asked: { name: string; times: Measured }[] = [];
  for (const { name, args } of questions) {
    const times = await measure(() => findGroups(database, args, now), { runs: 20, warmup: 3 });
    asked.push({ name, times });
  }
  const within = [25, 50, 100, 250].map(
    (milliseconds) =>
      `${asked.filter(({ times }) => times.p95 < milliseconds).length} within ${milliseconds} ms`,
  );
  console.log(
    `${asked.length} questions ${source}: at the 95th percentile ${within.join(", ")}. The slowest:\n`,
  );
  const slowest = asked.toSorted((left, right) => right.times.p95 - left.times.p95).slice(0, 15);
  const rows = slowest.map(({ name, times }) => [name, times.p50, times.p95]);
  console.log(`${table(["question", "p50 ms", "p95 ms"], rows)}\n`);
}

async function askFirsts(questions: readonly Question[], database: Database, now: Date): Promise<string> {
  const rows: (string | number)[][] = [];
  for (const [bucket, some] of Map.groupBy(questions, ({ bucket }) => bucket)) {
    const [first] = some;
    if (first === undefined) continue;
    const { p50 } = await measure(() => findGroups(database, first.args, now), { runs: 1, warmup: 0 });
    rows.push([bucket, String(some.length), first.name, p50]);
  }
  return table(["time bucket", "questions", "the first", "ms"], rows);
}

interface Question {
  name: string;
  bucket: string;
  args: DossierStatsArguments;
}

function everyQuestion(): Question[] {
  const dimensions = Object.values(DossierDimension);
  const pairs = dimensions.flatMap((one, at) => dimensions.slice(at + 1).map((other) => [one, other]));
  const groupings: DossierDimension[][] = [[], ...dimensions.map((one) => [one]), ...pairs];
  const buckets = Object.values(DossierTimeField).flatMap((field) =>
    Object.values(DossierTimeGrain).map((grain) => ({ field, grain, fillGaps: true })),
  );
  return [undefined, ...buckets].flatMap((timeBucket) => {
    const bucket = timeBucket ? `by ${timeBucket.grain} of ${timeBucket.field}` : "";
    return groupings.map((groupBy) => ({
      name: `${groupBy.join(" × ") || "all"} ${bucket}`.trimEnd(),
      bucket,
      args: { groupBy, first: 1000, ...(timeBucket && { timeBucket }) },
    }));
  });
}
