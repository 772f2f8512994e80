import { fromRoot } from "../../shared/base/project/project-root";
import { runScript } from "../../shared/runner/check/run-script";
import { createTestDatabase } from "../support/database/test-cluster";

/** A subgraph's process as an operator starts it. */
function start(verb: string, environment: Record<string, string>) {
  const quiet = { LOG_LEVEL: "error", DATA_DIRECTORY: "/nowhere" };
  return runScript(fromRoot("dist/test/support/gateway/slow-subgraph-main.js"), [verb], {
    ...quiet,
    ...environment,
  });
}

it("migrates for as long as it takes, whatever the limit of a request", async () => {
  const SLOW_SECTOR_DATABASE_URL = await createTestDatabase("slow");
  expect(await start("migrate", { SLOW_SECTOR_DATABASE_URL, STATEMENT_TIMEOUT_MS: "100" })).toEqual({
    code: 0,
    output: "",
  });
});

it.each([
  [
    "nonsense",
    {},
    "Expected one of up, serve, migrate, seed, drift, schema, declarations, import; got nonsense.\n",
  ],
  [
    "migrate",
    {},
    "SLOW_SECTOR_DATABASE_URL is not set: expected a PostgreSQL URL, postgres://role:password@host:port/database.\n",
  ],
  [
    "migrate",
    { SLOW_SECTOR_DATABASE_URL: "postgres://nobody:secret@127.0.0.1:1/none" },
    "The database of slow-sector cannot be reached: connect ECONNREFUSED 127.0.0.1:1.\n",
  ],
])("says in one line why it cannot %s with %j", async (verb, environment, output) => {
  expect(await start(verb, environment)).toEqual({ code: 1, output });
});
