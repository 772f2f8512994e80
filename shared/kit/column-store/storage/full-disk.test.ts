import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import sql from "sql-template-tag";
import type { FullDiskReport } from "../../../../test/support/database/store-on-full-disk";
import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { libraries } from "../../../../test/template/subgraph";

/*
 * A disk that is full, as a process sees it that may write no file beyond a size: writing fails in the midst of filling
 * the store, or of bringing it up to date. The process itself compares every answer with the rows in PostgreSQL.
 */

let subgraph: TestSubgraph;
let folder: string;
beforeEach(async () => {
  subgraph = await openTestSubgraph({ ...libraries, cubes: [] });
  folder = await mkdtemp(join(tmpdir(), "full-disk-"));
  await subgraph.database.rows(sql`
    INSERT INTO loan (library_code, reader, lent_at, due_at, returned_at, origin)
    SELECT library_code, reader, lent_at - interval '1 minute' * n, due_at, returned_at, origin
    FROM loan, generate_series(1, 60) AS n`);
});
afterEach(async () => {
  await subgraph.close();
  await rm(folder, { recursive: true, force: true });
});

/** Opens a store, and asks it while its rows change, in a process that writes so many KiB into a file at most. */
async function askWithin(kibibytes: number | "unlimited"): Promise<FullDiskReport> {
  const main = join(__dirname, "../../../../test/support/database/store-on-full-disk.js");
  const command = `ulimit -f ${kibibytes}; exec ${JSON.stringify(process.execPath)} ${JSON.stringify(main)} "$@"`;
  const { stdout } = await promisify(execFile)("bash", ["-c", command, "bash", subgraph.url, folder]);
  return JSON.parse(stdout);
}

const ready = "statistics are answered from the column store";
const useless = "the column store is of no use and will be made anew; the database answers";

it("leaves it to the database when the disk is full before the store is filled, and says so in one line", async () => {
  const { told, answered } = await askWithin(64);
  expect({ told, answered: new Set(answered) }).toEqual({ told: [useless], answered: new Set([false]) });
  expect(await askWithin("unlimited")).toEqual({ told: [ready], answered: Array(12).fill(true) });
});

it("gives up a store that cannot be brought up to date, in one line and with no wrong figure", async () => {
  const whole = await askWithin("unlimited");
  expect(whole).toEqual({ told: [ready], answered: Array(12).fill(true) });
  const { told, answered } = await askWithin(8);
  expect({ told, last: answered.at(-1) }).toEqual({ told: [ready, useless], last: false });
  expect(await readdir(folder)).toEqual([]);
  expect(await askWithin("unlimited")).toEqual({ told: [ready], answered: Array(12).fill(true) });
});
