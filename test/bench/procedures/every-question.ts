import sql from "sql-template-tag";
import type { Database } from "../../../shared/database/database";
import { keySetFor } from "../../../subgraphs/procedures/dossier/count-dossiers";
import {
  DossierDimension,
  type DossierStatsArguments,
  DossierTimeField,
  DossierTimeGrain,
} from "../../../subgraphs/procedures/dossier/dossier-stats.inputs";
import { findGroups } from "../../../subgraphs/procedures/dossier/dossier-stats.queries";
import { keeperOf } from "../../../subgraphs/procedures/held-dossiers/held-dossiers";
import { type Measured, measure, table } from "../measure";
import { firstAnswer } from "./first-answer";

/**
 * Every question of up to two dimensions and a time bucket, by receipt or by result, its gaps filled: how fast it is the
 * first time, asked again, and after each change of a dossier. Where dossiers are too many to be held in memory, those
 * that kept tallies answer; of the others by each time bucket only the first is asked, and once.
 */
export async function askEveryQuestion(database: Database, now: Date): Promise<void> {
  const all = everyQuestion();
  if (keeperOf(database)?.held) return tellTimes("from dossiers in memory", all, database, now);
  const isKept = ({ args }: Question) => keySetFor(args, []) !== undefined;
  const { kept = [], others = [] } = Object.groupBy(all, (one) => (isKept(one) ? "kept" : "others"));
  await tellTimes("from kept tallies", kept, database, now);
  console.log(`From the dossiers themselves:\n\n${await askFirsts(others, database, now)}\n`);
}

async function tellTimes(
  source: string,
  questions: readonly Question[],
  database: Database,
  now: Date,
): Promise<void> {
  const asked: Asked[] = [];
  for (const { name, args } of questions) {
    const ask = () => findGroups(database, args, now);
    const { took: first, timeouts } = await firstAnswer(database, args, now);
    const again = await measure(ask, { runs: 20, warmup: 2 });
    const changing = await measure(ask, { runs: 20, warmup: 0, before: () => change(database) });
    asked.push({ name, first, timeouts, again, changing });
  }
  const timeOf = {
    first: (one: Asked) => one.first,
    again: (one: Asked) => one.again.p95,
    changing: (one: Asked) => one.changing.p95,
  };
  for (const [kind, time] of Object.entries(timeOf)) {
    const within = [25, 50, 100, 250, 1000].map(
      (milliseconds) => `${asked.filter((one) => time(one) < milliseconds).length} within ${milliseconds} ms`,
    );
    console.log(`${asked.length} questions ${source}, ${kind}: ${within.join(", ")}.\n`);
  }
  for (const [kind, time] of Object.entries(timeOf)) {
    const slowest = asked.toSorted((left, right) => time(right) - time(left)).slice(0, 8);
    const rows = slowest.map(({ name, first, timeouts, again, changing }) => [
      ...[name, first, String(timeouts), again.p50, again.p95, changing.p50, changing.p95],
    ]);
    console.log(`The slowest, ${kind}:\n\n${table(headings, rows)}\n`);
  }
}

interface Asked {
  name: string;
  /** Until its first answer, and how many before it ended with QUERY_TIMEOUT. */
  first: number;
  timeouts: number;
  again: Measured;
  changing: Measured;
}

const headings = ["question", "first ms", "timeouts", "again p50 ms", "p95", "changing p50 ms", "p95"];

/** One dossier more, or one less, is digitised. */
async function change(database: Database): Promise<void> {
  await database.rows(sql`
    UPDATE dossier SET digitised = NOT digitised WHERE id = (SELECT id FROM dossier ORDER BY received_at DESC, id DESC LIMIT 1)`);
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
