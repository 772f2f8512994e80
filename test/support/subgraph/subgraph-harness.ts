import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ApolloServer } from "@apollo/server";
import type { DataSource } from "typeorm";
import { fixedClock, systemClock } from "../../../shared/base/clock/clock";
import { createLogger } from "../../../shared/base/log/logger";
import { maintainChangeLog } from "../../../shared/database/change-log/maintain-change-log";
import { createDataSource } from "../../../shared/database/data-source";
import { Database } from "../../../shared/database/database";
import { migrate } from "../../../shared/database/migrate";
import { runSeeds } from "../../../shared/database/seed";
import type { Viewer } from "../../../shared/http/identity/viewer";
import { Audit } from "../../../shared/kit/audit/audit";
import type { CodeCache } from "../../../shared/kit/context/code-cache";
import { SubgraphContext } from "../../../shared/kit/context/context";
import type { Statistics } from "../../../shared/kit/statistics/statistics";
import type { Subgraph } from "../../../shared/kit/subgraph/define-subgraph";
import { openStatistics } from "../../../shared/kit/subgraph/open-statistics";
import { createSubgraphServer } from "../../../shared/kit/subgraph/serve";
import { createTestDatabase, ensureTemplate } from "../database/test-cluster";

/** When it is in tests that say nothing else: noon in Hanoi on the calibration day. */
export const testNow = "2025-11-14T12:00:00+07:00";

/** Size of the demonstration data in tests. */
export const testScale = 0.01;

export const admin: Viewer = { subject: "test-admin", role: "admin", organization: null };

export const analyst: Viewer = { subject: "test-analyst", role: "analyst", organization: null };

export function editorOf(organization: string): Viewer {
  return { subject: `editor-${organization}`, role: "editor", organization };
}

export interface Asked {
  viewer?: Viewer;
  /** The instant of the injected clock. */
  now?: string;
}

/** What came back, as a client sees it, and how many SQL statements it took. */
export interface Answer {
  data: Record<string, unknown> | null | undefined;
  errors: { message: string; path?: readonly (string | number)[]; code: unknown }[];
  statements: number;
}

/** A subgraph on a database of its own, without a socket. */
export interface TestSubgraph {
  dataSource: DataSource;
  /** Of its database. */
  url: string;
  /** For rows that a test adds. */
  database: Database;
  statistics: Statistics;
  audit: Audit;
  context(asked?: Asked): SubgraphContext;
  execute(query: string, variables?: Record<string, unknown>, asked?: Asked): Promise<Answer>;
  close(): Promise<void>;
}

/** Opens a subgraph on a copy of its migrated and seeded template; the copy is this test file's alone. */
export async function openTestSubgraph(subgraph: Subgraph): Promise<TestSubgraph> {
  const template = `template_${subgraph.name}`;
  await ensureTemplate(template, (url) => prepareDatabase(subgraph, url));
  return openSubgraphOn(subgraph, await createTestDatabase(subgraph.name, template));
}

/** Opens a subgraph on a database that is migrated. Statements may take far longer than a request's, by default. */
export async function openSubgraphOn(
  subgraph: Subgraph,
  url: string,
  statementTimeoutMs?: number,
): Promise<TestSubgraph> {
  const dataSource = await sourceOf(subgraph, url, statementTimeoutMs).initialize();
  const log = createLogger("test", process.env.TEST_LOG_LEVEL ?? "silent");
  const database = Database.of(dataSource);
  const tending = subgraph.hasChangeLog ? await maintainChangeLog(database, log) : undefined;
  const server = await createSubgraphServer(subgraph, log);
  await server.start();
  const folder = await mkdtemp(join(tmpdir(), "graph-statistics-"));
  const { cubes = [] } = subgraph;
  const opened = openStatistics({
    ...{ cubes, dataSource, log, folder, memory: 256 * 2 ** 20 },
    statementTimeoutMs: statementTimeoutMs ?? 20_000,
  });
  await opened.ready;
  const { statistics } = opened;
  const audit = new Audit({ database: Database.of(dataSource), log, clock: systemClock });
  const codes: CodeCache = new Map();
  const context = ({ viewer = admin, now = testNow }: Asked = {}) =>
    new SubgraphContext({
      ...{ viewer, clock: fixedClock(now), log, statistics, audit, codes, database: Database.of(dataSource) },
    });
  return {
    dataSource,
    url,
    database,
    ...{ statistics, audit },
    context,
    execute: (query, variables = {}, asked = {}) => execute(server, context(asked), query, variables),
    close: async () => {
      await server.stop();
      await opened.end();
      await tending?.end();
      await rm(folder, { recursive: true, force: true });
      await dataSource.destroy();
    },
  };
}

/** A data source of a subgraph on some database. Not connected yet. */
export function sourceOf(
  { name, entities, migrations }: Subgraph,
  url: string,
  // Far beyond a request's, for a machine that does other things besides the tests.
  statementTimeoutMs = 20_000,
): DataSource {
  const log = createLogger("test", "silent");
  return createDataSource({
    url,
    applicationName: name,
    entities,
    migrations,
    log,
    poolSize: 4,
    statementTimeoutMs,
    connectTimeoutMs: 20_000,
  });
}

/** Migrates and seeds a database. */
export async function prepareDatabase(subgraph: Subgraph, url: string): Promise<void> {
  const dataSource = await sourceOf(subgraph, url).initialize();
  try {
    await migrate(dataSource);
    const progress = () => undefined;
    await runSeeds(dataSource, subgraph.seeds, { clock: fixedClock(testNow), scale: testScale, progress });
  } finally {
    await dataSource.destroy();
  }
}

async function execute(
  server: ApolloServer<SubgraphContext>,
  contextValue: SubgraphContext,
  query: string,
  variables: Record<string, unknown>,
): Promise<Answer> {
  const { body } = await server.executeOperation({ query, variables }, { contextValue });
  if (body.kind !== "single") throw new Error("Expected an answer in one piece.");
  // A JSON round trip, as over HTTP: no class instances, no undefined.
  const result: typeof body.singleResult = JSON.parse(JSON.stringify(body.singleResult));
  const errors = (result.errors ?? []).map(({ message, path, extensions }) => ({
    message,
    ...(path && { path }),
    code: extensions?.code,
  }));
  return { data: result.data, errors, statements: contextValue.database.statements };
}
