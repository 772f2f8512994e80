#!/usr/bin/env bash
# Versions: @duckdb/node-api 1.5.6-r.1 (DuckDB 1.5.6); seen 2026-11-29.
# Behaviour: the correlation with a column that does not vary is NaN, where PostgreSQL and the SQL standard have NULL. NaN is
# greater than every number, so HAVING corr(a, b) > 0.5 keeps such groups and ORDER BY … DESC puts them before a perfect
# correlation: "what goes together most" begins with what does not vary at all, and with groups of a single row. IS NOT NULL
# does not find them. Wrap it: nullif(corr(a, b), 'NaN').
# Output seen: [["constant","NaN"],["perfect",1]] one row: "NaN"
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @duckdb/node-api@1.5.6-r.1
cat >ask.cjs <<'JS'
const { DuckDBInstance } = require("@duckdb/node-api");
const sql = `SELECT name, corr(a, b) AS r FROM (VALUES ('constant', 1, 5), ('constant', 2, 5), ('perfect', 1, 2), ('perfect', 2, 4),
  ('opposite', 1, 3), ('opposite', 2, 1)) AS t(name, a, b) GROUP BY name HAVING corr(a, b) > 0.5 ORDER BY r DESC`;
(async () => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const rows = (await connection.runAndReadAll(sql)).getRowsJson();
  const one = (await connection.runAndReadAll("SELECT corr(1, 2)")).getRowsJson();
  const seen = `${JSON.stringify(rows)} one row: ${JSON.stringify(one[0][0])}`;
  console.log(seen);
  process.exit(seen === process.argv[2] ? 0 : 1);
})();
JS
node ask.cjs '[["constant","NaN"],["perfect",1]] one row: "NaN"'
