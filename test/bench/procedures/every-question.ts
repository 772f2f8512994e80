import type { Database } from "../../../shared/database/database";
import { keySetFor } from "../../../subgraphs/procedures/dossier/count-dossiers";
import {
  DossierDimension,
  type DossierStatsArguments,
  DossierTimeField,
  DossierTimeGrain,
} from "../../../subgraphs/procedures/dossier/dossier-stats.inputs";
import { findGroups } from "../../../subgraphs/procedures/dossier/dossier-stats.queries";
import { type Measured, measure, table } from "../measure";

/**
 * Every question of up to two dimensions and a time bucket, by receipt or by result, its gaps filled: how many are
 * answered from kept tallies, how fast, and which of them are not fast. The others are counted from the dossiers, in
 * seconds each; they are named, not asked.
 */
export async function askEveryQuestion(database: Database, now: Date): Promise<void> {
  const all = everyQuestion();
  const kept = all.filter(({ args }) => keySetFor(args, []));
  const asked: { name: string; times: Measured }[] = [];
  for (const { name, args } of kept) {
    const times = await measure(() => findGroups(database, args, now), { runs: 20, warmup: 3 });
    asked.push({ name, times });
  }
  const within = (milliseconds: number) => asked.filter(({ times }) => times.p95 < milliseconds).length;
  console.log(
    `${all.length} questions, ${kept.length} of them from kept tallies: ${within(25)} within 25 ms at the 95th percentile, ${within(50)} within 50 ms. The slowest:\n`,
  );
  const slowest = asked.toSorted((left, right) => right.times.p95 - left.times.p95).slice(0, 15);
  const rows = slowest.map(({ name, times }) => [name, times.p50, times.p95]);
  console.log(`${table(["question", "p50 ms", "p95 ms"], rows)}\n`);
  const others = all.filter(({ args }) => !keySetFor(args, []));
  console.log(`From the dossiers themselves: ${others.map(({ name }) => name).join("; ")}.\n`);
}

function everyQuestion(): { name: string; args: DossierStatsArguments }[] {
  const dimensions = Object.values(DossierDimension);
  const pairs = dimensions.flatMap((one, at) => dimensions.slice(at + 1).map((other) => [one, other]));
  const groupings: DossierDimension[][] = [[], ...dimensions.map((one) => [one]), ...pairs];
  const buckets = Object.values(DossierTimeField).flatMap((field) =>
    Object.values(DossierTimeGrain).map((grain) => ({ field, grain, fillGaps: true })),
  );
  return [undefined, ...buckets].flatMap((timeBucket) =>
    groupings.map((groupBy) => ({
      name: [groupBy.join(" × ") || "all", timeBucket && `by ${timeBucket.grain} of ${timeBucket.field}`]
        .filter((part) => part !== undefined)
        .join(" "),
      args: { groupBy, first: 1000, ...(timeBucket && { timeBucket }) },
    })),
  );
}
