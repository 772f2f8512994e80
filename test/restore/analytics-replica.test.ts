import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sql from "sql-template-tag";
import { systemClock } from "../../shared/base/clock/clock";
import { createLogger } from "../../shared/base/log/logger";
import { createDataSource } from "../../shared/database/data-source";
import { connectLater } from "../../shared/database/read-replica/connect-later";
import { watchReadReplica } from "../../shared/database/read-replica/watch-read-replica";
import { countRows, distributeRows } from "../../shared/kit/cube/count-rows";
import type { StatisticsContext } from "../../shared/kit/cube/statistics-context";
import { groupKey } from "../../shared/kit/cube/statistics-query";
import { keysOf } from "../../shared/kit/cube/statistics-sql";
import type { Statistics } from "../../shared/kit/statistics/statistics";
import { type OpenedStatistics, openStatistics } from "../../shared/kit/subgraph/open-statistics";
import { provisionDatabase } from "../../shared/runner/embedded-postgres/provision-database";
import {
  type InstalledServer,
  installedPostgres,
  startInstalled,
  startReplica,
} from "../support/database/debian-postgres";
import { ask } from "../support/database/transaction-ids";
import { openSubgraphOn, prepareDatabase, type TestSubgraph } from "../support/subgraph/subgraph-harness";
import { loanCube } from "../template/loan/loan.cube";
import { libraries } from "../template/subgraph";

/* Statistics of a streaming replica, of the PostgreSQL that Debian's packages install. */

const installed = installedPostgres();
const withTools = installed || process.env.CI ? describe : describe.skip;

withTools("a replica that statistics are asked of", () => {
  let root: string;
  let primary: InstalledServer;
  let replica: InstalledServer | undefined;
  let subgraph: TestSubgraph;
  let opened: OpenedStatistics | undefined;
  let told: string[];
  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), "analytics-"));
    chmodSync(root, 0o755);
    if (installed === undefined) throw new Error("Expected Debian's package postgresql to be installed.");
    primary = await startInstalled(installed, root);
    const url = await provisionDatabase(primary.url, "libraries", "secret");
    await prepareDatabase(libraries, url);
    subgraph = await openSubgraphOn({ ...libraries, cubes: [] }, url);
  });
  afterEach(async () => {
    await opened?.end();
    await subgraph.close();
    await replica?.stop();
    await primary.stop();
    rmSync(root, { recursive: true, force: true });
  });

  /** Statistics that are asked of a server's database. */
  async function openOn(server: InstalledServer, statementTimeoutMs = 20_000): Promise<Statistics> {
    const url = new URL(subgraph.url);
    url.port = new URL(server.url).port;
    const log = createLogger("test", "silent");
    told = [];
    log.warn = ((_: object, message: string) => void told.push(message)) as typeof log.warn;
    const analytics = createDataSource({
      ...{ url: url.href, applicationName: "libraries", entities: [], migrations: [] },
      log: createLogger("test", "silent"),
      ...{ poolSize: 4, statementTimeoutMs },
    });
    const watch = watchReadReplica({
      ...{ use: "statistics", primary: subgraph.database, replica: connectLater(analytics) },
      ...{ mostLagMs: 3_600_000, otherwise: "now" as const, clock: systemClock, log },
    });
    opened = openStatistics({
      ...{
        cubes: [loanCube],
        dataSource: subgraph.dataSource,
        log,
        analytics: { dataSource: analytics, watch },
      },
      ...{ folder: root, memory: 0, statementTimeoutMs },
    });
    return opened.statistics;
  }

  const replicaOf = async () => {
    const home = mkdtempSync(join(root, "replica-"));
    chmodSync(home, 0o755);
    replica = await startReplica(installed ?? "", home, primary);
    return replica;
  };

  const now = new Date();
  const question = {
    groupBy: ["LIBRARY", "READER"],
    timeBucket: { field: "LENT", grain: "MONTH" as const, fillGaps: true },
    orderBy: [{ field: "LENT", direction: "DESC" as const }],
    first: 50,
  };
  const asking = (database = subgraph.database): StatisticsContext => ({ database, now: new Date() });

  it("answers as of what it has replayed, and without it the sector's own database does", async () => {
    const statistics = await openOn(await replicaOf());
    const truth = await countRows(subgraph.database, loanCube, question, now);
    const found = await statistics.ask(loanCube, question, asking());
    expect({ groups: found.groups, totals: found.totals }).toEqual(truth);
    expect(found.asOf <= new Date()).toBe(true);

    // Nothing is replayed while it is paused: the answer is of before, and says so.
    await ask(replica?.url ?? "", "SELECT pg_wal_replay_pause()");
    await subgraph.database.rows(sql`DELETE FROM loan WHERE id % 3 = 0`);
    const { changed } = await subgraph.database.row<{ changed: Date }>(
      sql`SELECT clock_timestamp() AS changed`,
    );
    const older = await statistics.ask(loanCube, question, asking());
    expect(older.totals).toEqual(truth.totals);
    expect(older.asOf < changed).toBe(true);
    await subgraph.database.transaction(async (database) => {
      const own = await statistics.ask(loanCube, question, asking(database));
      expect(own.totals).toEqual((await countRows(database, loanCube, question, now)).totals);
      expect(own.totals).not.toEqual(truth.totals);
    });

    await ask(replica?.url ?? "", "SELECT pg_wal_replay_resume()");
    const after = await countRows(subgraph.database, loanCube, question, now);
    let last = older;
    while (last.asOf < changed) {
      last = await statistics.ask(loanCube, question, asking());
      // What is replayed is told when a transaction has been.
      await subgraph.database.rows(sql`UPDATE loan SET origin = origin WHERE id = 1`);
    }
    expect(last.totals).toEqual(after.totals);
    const distributions = await last.distributions();
    const spread = await distributeRows(subgraph.database, loanCube, question, now);
    const names = keysOf(loanCube, question);
    for (const { keys } of last.groups)
      expect(distributions.groups.get(groupKey(keys, names))).toEqual(
        spread.groups.get(groupKey(keys, names)),
      );

    expect(told).toEqual([]);
    await replica?.stop();
    replica = undefined;
    const own = await statistics.ask(loanCube, question, asking());
    expect(own.totals).toEqual(after.totals);
    expect(new Set(told)).toEqual(new Set(["the read replica is not read: it does not answer"]));
  }, 120_000);

  it("has a deadline of its own", async () => {
    const statistics = await openOn(await replicaOf(), 1);
    await subgraph.database.rows(sql`
      INSERT INTO loan (library_code, reader, lent_at, due_at, returned_at, origin)
      SELECT library_code, reader, lent_at, due_at, returned_at, origin FROM loan, generate_series(1, 30)`);
    let code: unknown;
    while (code === undefined)
      code = await statistics.ask(loanCube, question, asking()).then(
        () => undefined,
        (error: { code?: unknown }) => error.code,
      );
    expect(code).toBe("QUERY_TIMEOUT");
  }, 120_000);
});
