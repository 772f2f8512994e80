#!/usr/bin/env bash
# Versions: @duckdb/node-api 1.5.6-r.1 (DuckDB 1.5.6); seen 2026-11-29.
# Behaviour: median and quantile_cont interpolate, but of DECIMAL they answer in the column's own type and cut off the digits
# that do not fit, without rounding and without a word: the median of 0.1 and 0.2 is 0.1, of 0.10 and 0.21 it is 0.15. Of
# INTEGER the same functions answer in DOUBLE, and so does avg of DECIMAL (0.15). PostgreSQL's percentile_cont gives 0.15 and
# 0.155. Prices, rates and scores are DECIMAL wherever they are kept exactly: cast them to DOUBLE first.
# Output seen: {"narrow":"0.1","wide":"0.15","quarter":"0.12","mean":0.15,"cast":0.15000000000000002,"integers":1.5}
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @duckdb/node-api@1.5.6-r.1
cat >ask.cjs <<'JS'
const { DuckDBInstance } = require("@duckdb/node-api");
const sql = `SELECT (SELECT median(x) FROM (VALUES (0.1), (0.2)) AS t(x)) AS narrow,
  (SELECT median(x) FROM (VALUES (0.10::DECIMAL(38, 2)), (0.21)) AS t(x)) AS wide,
  (SELECT quantile_cont(x, 0.25) FROM (VALUES (0.10::DECIMAL(38, 2)), (0.21)) AS t(x)) AS quarter,
  (SELECT avg(x) FROM (VALUES (0.1), (0.2)) AS t(x)) AS mean,
  (SELECT median(x::DOUBLE) FROM (VALUES (0.1), (0.2)) AS t(x)) AS cast,
  (SELECT median(x) FROM (VALUES (1), (2)) AS t(x)) AS integers`;
(async () => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const [row] = (await connection.runAndReadAll(sql)).getRowObjectsJson();
  const seen = JSON.stringify(row);
  console.log(seen);
  process.exit(seen === process.argv[2] ? 0 : 1);
})();
JS
node ask.cjs '{"narrow":"0.1","wide":"0.15","quarter":"0.12","mean":0.15,"cast":0.15000000000000002,"integers":1.5}'
