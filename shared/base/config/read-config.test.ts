import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "./read-config";
import { databaseUrl, fixedInstant, flag, integer, port } from "./variables";

const shape = {
  GATEWAY_PORT: port(4000),
  TASKS_DATABASE_URL: databaseUrl(),
  POOL: integer(10, 1, 100),
  CHATTY: flag(false),
  GRAPH_NOW: fixedInstant(),
};
const url = "postgres://tasks:secret@127.0.0.1:5432/tasks";

it("reads what is set, and takes an empty value for one that is not", () => {
  const environment = { GATEWAY_PORT: "8080", TASKS_DATABASE_URL: url, POOL: "", CHATTY: "true", OTHER: "x" };
  expect(readConfig(shape, environment)).toEqual({
    GATEWAY_PORT: 8080,
    TASKS_DATABASE_URL: url,
    POOL: 10,
    CHATTY: true,
  });
});

it("names every bad and missing variable with what was expected", () => {
  const environment = { GATEWAY_PORT: "http", POOL: "101", CHATTY: "yes", GRAPH_NOW: "2025-11-14" };
  expect(() => readConfig(shape, environment)).toThrow(
    [
      'GATEWAY_PORT: expected a TCP port from 0 to 65535, got "http".',
      "TASKS_DATABASE_URL is not set: expected a PostgreSQL URL, postgres://role:password@host:port/database.",
      'POOL: expected a whole number from 1 to 100, got "101".',
      'CHATTY: expected true or false, got "yes".',
      'GRAPH_NOW: expected an instant with offset, e.g. 2025-11-14T09:00:00+07:00, got "2025-11-14".',
    ].join("\n"),
  );
});

it("never shows a value that may hold a password", () => {
  expect(() => readConfig(shape, { TASKS_DATABASE_URL: "mysql://root:hunter2@db/x" })).toThrow(
    "TASKS_DATABASE_URL: expected a PostgreSQL URL, postgres://role:password@host:port/database, got another value (not shown).",
  );
});

it("reads a secret from the file that is named for it, and says which file it cannot read", () => {
  const folder = mkdtempSync(join(tmpdir(), "graph-config-"));
  const file = join(folder, "url");
  writeFileSync(file, `${url}\n`);
  const other = "postgres://other:secret@127.0.0.1/other";
  const read = (environment: Record<string, string>) => readConfig(shape, environment).TASKS_DATABASE_URL;
  try {
    expect(read({ TASKS_DATABASE_URL: "", TASKS_DATABASE_URL_FILE: file })).toBe(url);
    expect(read({ TASKS_DATABASE_URL: other, TASKS_DATABASE_URL_FILE: file })).toBe(other);
    expect(() => read({ TASKS_DATABASE_URL_FILE: folder })).toThrow(
      `TASKS_DATABASE_URL_FILE: expected a file that can be read, got ${JSON.stringify(folder)} (EISDIR).`,
    );
    // What is no secret is not read from files that somebody names.
    expect(readConfig(shape, { TASKS_DATABASE_URL: url, GATEWAY_PORT_FILE: file }).GATEWAY_PORT).toBe(4000);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
