import "reflect-metadata";
import sql from "sql-template-tag";
import { clusterUrl } from "../../test/support/database/test-cluster";
import { createLogger } from "../base/log/logger";
import { createDataSource } from "./data-source";
import { Database } from "./database";
import { logSlowStatements } from "./log-slow-statements";

interface Line {
  ms: number;
  statement: string;
  alsoSlow?: number;
  failed?: true;
  plan?: string[];
  noPlan?: string;
}

const asked = { query: () => Promise.reject(new Error("Expected no plan to be asked for.")) };

function openLog(options: { thresholdMs: number }) {
  const lines: Line[] = [];
  let now = 0;
  const observe = logSlowStatements(() => asked, {
    ...options,
    withPlans: false,
    log: { warn: (line: object) => void lines.push(line as Line) },
    now: () => now,
  });
  return {
    lines,
    observe: (text: string, ms: number, hasFailed = false) => observe({ text, ms, hasFailed }),
    pass: (ms: number) => {
      now += ms;
    },
  };
}

it("logs what takes long, once a minute, and how often it was so in between", () => {
  const { lines, observe, pass } = openLog({ thresholdMs: 100 });
  observe("SELECT 1", 99.9);
  observe("SELECT 2", 100);
  observe("SELECT 2", 300);
  observe("SELECT 2", 400);
  observe("SELECT 3", 2_500.4, true);
  pass(60_000);
  observe("SELECT 2", 500);
  expect(lines).toEqual([
    { ms: 100, statement: "SELECT 2" },
    { ms: 2_500, statement: "SELECT 3", failed: true },
    { ms: 500, statement: "SELECT 2", alsoSlow: 2 },
  ]);
});

it("logs nothing with the threshold 0, and cuts a long text", () => {
  const none = openLog({ thresholdMs: 0 });
  none.observe("SELECT 1", 60_000);
  expect(none.lines).toEqual([]);
  const { lines, observe } = openLog({ thresholdMs: 1 });
  observe("x".repeat(10_000), 5);
  expect(lines[0]?.statement).toHaveLength(4_000);
});

it("has PostgreSQL tell how it runs a statement, for any values", async () => {
  const lines: Line[] = [];
  const { promise: told, resolve } = Promise.withResolvers<void>();
  const wanted = ["SELECT relname FROM pg_class WHERE relname = $1", "SHOW jit"];
  const observe = logSlowStatements(() => dataSource, {
    ...{ thresholdMs: 0.000_001, withPlans: true },
    log: {
      warn: (line: object) => {
        lines.push(line as Line);
        // Connecting sends statements, too.
        if (wanted.every((statement) => lines.some((each) => each.statement === statement))) resolve();
      },
    },
  });
  const dataSource = createDataSource({
    ...{ url: clusterUrl(), applicationName: "test", entities: [], migrations: [], observe },
    ...{ log: createLogger("test", "silent"), poolSize: 2, statementTimeoutMs: 10_000 },
  });
  await dataSource.initialize();
  const secret = "a value that nobody is to read";
  await Database.of(dataSource).rows(sql`SELECT relname FROM pg_class WHERE relname = ${secret}`);
  await Database.of(dataSource).rows(sql`SHOW jit`);
  await told;
  await dataSource.destroy();
  const byStatement = new Map(lines.map((line) => [line.statement, line]));
  const plan = byStatement.get("SELECT relname FROM pg_class WHERE relname = $1")?.plan ?? [];
  expect(plan.join("\n")).toMatch(/pg_class.*\n.*relname = /);
  expect(byStatement.get("SHOW jit")?.noPlan).toMatch(/syntax error/);
  expect(JSON.stringify(lines)).not.toContain(secret);
});
