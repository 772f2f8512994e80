import sql from "sql-template-tag";
import { databaseProblem, statementEnded } from "../../../shared/base/errors/database-error";
import type { Database } from "../../../shared/database/database";
import type { ColumnStore } from "../../../shared/kit/column-store/column-store";
import { countRows } from "../../../shared/kit/cube/count-rows";
import { dossierCube } from "../../../subgraphs/procedures/dossier/dossier.cube";
import { measure, table } from "../support/measure";
import { directStatement } from "./direct-statement";
import type { NamedQuery } from "./queries";

/** Where questions are asked: the store, the requests' database, and one that may take its time. */
export interface Asked {
  store: ColumnStore;
  database: Database;
  patient: Database;
  now: Date;
  /** Runs a statement on DuckDB with nothing of ours before or behind it. */
  direct: (statement: string) => Promise<void>;
}

/** Of each kind the times of all questions, in milliseconds. */
interface Times {
  name: string;
  first: number;
  again: number;
  changed: number;
  direct: number;
  plain: number;
}

/**
 * Asks each question the first time, 20 times again, and 20 times after a change of one dossier each (p95 of these); then
 * DuckDB directly, and plain PostgreSQL once if `plain`. Prints the distribution over all questions and the slowest.
 */
export async function runQueries(
  { store, database, patient, now, direct }: Asked,
  queries: readonly NamedQuery[],
  plain: boolean,
): Promise<void> {
  const all: Times[] = [];
  for (const { name, query } of queries) {
    const ask = async () => {
      if (!(await store.count(query, { database, now })))
        throw new Error(`Expected the store to answer: ${name}.`);
    };
    const first = await measure(ask, { runs: 1, warmup: 0 });
    const again = await measure(ask, { runs: 20, warmup: 1 });
    const changed = await measure(ask, { runs: 20, warmup: 0, before: () => change(database) });
    const bare = await measure(() => direct(directStatement(dossierCube, query, now)), {
      runs: 3,
      warmup: 0,
    });
    const slow = plain
      ? await measure(() => countRows(patient, dossierCube, query, now), { runs: 1, warmup: 0 }).catch(
          tookTooLong,
        )
      : undefined;
    all.push({
      ...{ name, first: first.p50, again: again.p95, changed: changed.p95 },
      ...{ direct: bare.p50, plain: slow?.p50 ?? Number.POSITIVE_INFINITY },
    });
  }
  const kinds = ["first", "again", "changed", "direct", ...(plain ? ["plain" as const] : [])] as const;
  const rows = kinds.map((kind) => {
    const times = all.map((one) => one[kind]).sort((left, right) => left - right);
    const at = (share: number) => times[Math.ceil(share * times.length) - 1] ?? Number.NaN;
    return [kind, at(0.5), at(0.9), at(0.95), at(1)];
  });
  console.log(`${all.length} questions:\n\n${table(["", "p50 ms", "p90", "p95", "max"], rows)}\n`);
  const slowest = all.toSorted((left, right) => right.first - left.first).slice(0, 10);
  const cells = slowest.map((one) => [
    one.name,
    one.first,
    one.again,
    one.changed,
    one.direct,
    one.first / one.direct,
  ]);
  console.log(
    `${table(["the slowest, first", "first ms", "again p95", "changed p95", "direct", "first / direct"], cells)}\n`,
  );
  const byChange = all.toSorted((left, right) => right.changed - left.changed).slice(0, 8);
  console.log(
    `${table(
      ["the slowest, changed", "again p95", "changed p95"],
      byChange.map((one) => [one.name, one.again, one.changed]),
    )}\n`,
  );
  const ratios = all.map((one) => one.first / one.direct).sort((left, right) => left - right);
  console.log(`first / direct: ${(ratios[Math.floor(ratios.length / 2)] ?? 0).toFixed(2)} in the middle.\n`);
}

function tookTooLong(error: unknown): undefined {
  if (databaseProblem(error) !== statementEnded) throw error;
}

/** One dossier more, or one less, is digitised. */
async function change(database: Database): Promise<void> {
  await database.rows(sql`
    UPDATE dossier SET digitised = NOT digitised
    WHERE id = (SELECT id FROM dossier ORDER BY received_at DESC, id DESC LIMIT 1)`);
}
