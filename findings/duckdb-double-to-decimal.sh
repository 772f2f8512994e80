#!/usr/bin/env bash
# Versions: @duckdb/node-api 1.5.6-r.1 (DuckDB 1.5.6); seen 2026-11-29, the same in DuckDB 2.0.1 for Python.
# Behaviour: a DOUBLE that is a whole number, cast to a DECIMAL that has room for it, becomes another number: the value is
# multiplied by 10^scale in floating point first, and the rounding of the product is kept. 123456789012345680 is exactly a
# double; as DECIMAL(38, 2) it is 8.32 less. As DECIMAL(38, 0) or text it is right. read_json goes the same way: a number
# in JSON that is read into a column declared as DECIMAL(38, 2) comes out changed before its point, without an error,
# where a text of the same digits is read exactly.
# Output seen: 123456789012345671.68 123456789012345680 123456789012345671.68 123456789012345680.00
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @duckdb/node-api@1.5.6-r.1
echo '{"number":123456789012345680.00,"text":"123456789012345680.00"}' >rows.ndjson
cat >ask.cjs <<'JS'
const { DuckDBInstance } = require("@duckdb/node-api");
(async () => {
  const connection = await (await DuckDBInstance.create()).connect();
  const read = await connection.runAndReadAll(`
    SELECT CAST(CAST(double AS DECIMAL(38, 2)) AS VARCHAR), CAST(CAST(double AS DECIMAL(38, 0)) AS VARCHAR),
           CAST(number AS VARCHAR), CAST(text AS VARCHAR)
    FROM (SELECT CAST('123456789012345680' AS DOUBLE) AS double),
         read_json('rows.ndjson', columns = { number: 'DECIMAL(38, 2)', text: 'DECIMAL(38, 2)' })`);
  console.log(read.getRows()[0].join(" "));
})();
JS
seen=$(node ask.cjs)
expected="123456789012345671.68 123456789012345680 123456789012345671.68 123456789012345680.00"
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed."
  exit 1
fi
