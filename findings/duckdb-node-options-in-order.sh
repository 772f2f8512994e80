#!/usr/bin/env bash
# Versions: @duckdb/node-api 1.5.6-r.1 (DuckDB 1.5.6); seen 2026-11-29.
# Behaviour: the options of DuckDBInstance.create are an object, but go in the order of its keys: with
# { enable_external_access, temp_directory } no database is opened, and all that is said is "Failed to set config"; the same two
# the other way round open it. Options that have nothing to do with files (memory_limit) may stand behind.
# Output seen: access first: Failed to set config / folder first: opened / access, then memory: opened
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @duckdb/node-api@1.5.6-r.1
cat >open.cjs <<'JS'
const { DuckDBInstance } = require("@duckdb/node-api");
const folder = process.cwd();
const open = (options) => DuckDBInstance.create(":memory:", options).then(() => "opened", (error) => error.message);
(async () => {
  const seen = [
    `access first: ${await open({ enable_external_access: "false", temp_directory: folder })}`,
    `folder first: ${await open({ temp_directory: folder, enable_external_access: "false" })}`,
    `access, then memory: ${await open({ enable_external_access: "false", memory_limit: "1GB" })}`,
  ].join(" / ");
  console.log(seen);
  process.exit(seen === process.argv[2] ? 0 : 1);
})();
JS
node open.cjs 'access first: Failed to set config / folder first: opened / access, then memory: opened'
