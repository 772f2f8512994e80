import sql from "sql-template-tag";
import type { DataSource } from "typeorm";
import type { Metrics, Reading } from "../../base/metrics/metrics";
import { Database } from "../../database/database";
import { poolCounts } from "../../database/pool-counts";
import type { ReadReplicaWatch } from "../../database/read-replica/watch-read-replica";
import type { Audit } from "../audit/audit";
import type { ColumnStoreState } from "../column-store/column-store";

/** The parts of a subgraph's process whose state is read at each scrape. */
export interface SubgraphParts {
  dataSource: DataSource;
  audit: Pick<Audit, "counts">;
  /** Of each cube, by its name. */
  stores(): ReadonlyMap<string, ColumnStoreState>;
  /** Readers of changes; undefined where there is no change log. */
  changes(): { readers: number; notices: number } | undefined;
  /** Whether files can be imported. */
  hasImports: boolean;
  /** Databases besides its own, by what is read there. */
  readReplicas?: Readonly<Record<string, ReadReplicaWatch["state"] | undefined>>;
}

export function readSubgraph(metrics: Metrics, parts: SubgraphParts): void {
  readDatabase(metrics, parts);
  readReplicas(metrics, parts);
  readStores(metrics, parts);
  metrics.readCounter(
    {
      name: "graph_audit_failures_total",
      help: "Entries that could not be added to the audit, for which what they record was refused.",
    },
    () => [[{}, parts.audit.counts.failed]],
  );
  const ofChanges = (pick: (counts: { readers: number; notices: number }) => number): Reading<never>[] => {
    const counts = parts.changes();
    return counts ? [[{}, pick(counts)]] : [];
  };
  metrics.readGauge(
    { name: "graph_changes_readers", help: "Readers that follow the changes of this process." },
    () => ofChanges(({ readers }) => readers),
  );
  metrics.readCounter(
    { name: "graph_changes_notices_total", help: "Lines about changes that were sent to readers." },
    () => ofChanges(({ notices }) => notices),
  );
}

function readReplicas(metrics: Metrics, { readReplicas = {} }: SubgraphParts): void {
  const readings = (
    pick: (state: NonNullable<ReturnType<ReadReplicaWatch["state"]>>) => number | undefined,
  ) =>
    Object.entries(readReplicas).flatMap(([use, stateOf]) => {
      const state = stateOf?.();
      const value = state && pick(state);
      return value === undefined ? [] : [[{ use }, value] as const];
    });
  metrics.readGauge(
    {
      name: "graph_database_read_replica_lag_seconds",
      help: "How far the read replica was behind when it was last looked at, by what is read there.",
      labels: ["use"],
    },
    () => readings(({ lagSeconds }) => lagSeconds),
  );
  metrics.readGauge(
    {
      name: "graph_database_read_replica_used",
      help: "1 while the read replica is read, 0 while the subgraph's own database is read instead.",
      labels: ["use"],
    },
    () => readings(({ isRead }) => Number(isRead)),
  );
}

function readDatabase(metrics: Metrics, { dataSource, hasImports }: SubgraphParts): void {
  metrics.readGauge(
    {
      name: "graph_database_connections",
      help: "Connections to the database by what they do; waiting: requests for one that nobody has free.",
      labels: ["state"],
    },
    () => {
      const { busy, idle, waiting } = poolCounts(dataSource);
      return [
        [{ state: "busy" }, busy],
        [{ state: "idle" }, idle],
        [{ state: "waiting" }, waiting],
      ];
    },
  );
  const database = Database.of(dataSource);
  metrics.readCounter(
    {
      name: "graph_audit_entries_total",
      help: "Entries that were ever added to the audit, by all processes of a database.",
    },
    async () => {
      const { last } = await database.row<{ last: number }>(
        sql`SELECT coalesce(max(sequence), 0)::float8 AS last FROM audit_entry`,
      );
      return [[{}, last]];
    },
  );
  if (hasImports) readImports(metrics, database);
}

interface ImportRow {
  import: string;
  runs: number;
  rows: number;
  at: number;
}

/** Imports run in processes of their own, which end: what became of them is in the database. */
function readImports(metrics: Metrics, database: Database): void {
  const rows = () =>
    database.rows<ImportRow>(sql`
      SELECT name AS import, count(*)::float8 AS runs, sum(inserted + changed)::float8 AS rows,
        extract(epoch FROM max(finished_at))::float8 AS at
      FROM import_run GROUP BY name`);
  const labels = ["import"] as const;
  const read = (pick: (row: ImportRow) => number) => async () =>
    (await rows()).map((row) => [{ import: row.import }, pick(row)] as const);
  metrics.readCounter(
    { name: "graph_imports_total", help: "Imports that were applied, by name.", labels },
    read(({ runs }) => runs),
  );
  metrics.readCounter(
    { name: "graph_import_rows_total", help: "Rows that imports added or changed, by name.", labels },
    read((row) => row.rows),
  );
  metrics.readGauge(
    {
      name: "graph_import_last_timestamp_seconds",
      help: "When the last import of a name was applied, in Unix time.",
      labels,
    },
    read(({ at }) => at),
  );
}

function readStores(metrics: Metrics, { stores }: SubgraphParts): void {
  metrics.readGauge(
    {
      name: "graph_column_store_open",
      help: "1 while a cube's statistics can come from its column store, 0 while PostgreSQL answers.",
      labels: ["cube"],
    },
    () => [...stores()].map(([cube, { isOpen }]) => [{ cube }, Number(isOpen)] as const),
  );
  metrics.readCounter(
    {
      name: "graph_column_store_answers_total",
      help: "Questions to a cube's column store: answered from its cache, by DuckDB, or not at all, so that PostgreSQL did.",
      labels: ["cube", "by"],
    },
    () =>
      [...stores()].flatMap(([cube, { cached, counted, unanswered }]) => [
        [{ cube, by: "cache" }, cached] as const,
        [{ cube, by: "duckdb" }, counted] as const,
        [{ cube, by: "postgres" }, unanswered] as const,
      ]),
  );
  metrics.readCounter(
    {
      name: "graph_column_store_failures_total",
      help: "How often a cube's column store was given up, to be made anew.",
      labels: ["cube"],
    },
    () => [...stores()].map(([cube, { failures }]) => [{ cube }, failures] as const),
  );
}
