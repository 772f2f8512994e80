#!/usr/bin/env bash
# Versions: @duckdb/node-api 1.5.6-r.1 (DuckDB 1.5.6); seen 2026-11-29.
# Behaviour: a statement with ORDER BY that is prepared while its table is empty, and run when the table has rows, gives
# wrong values without an error: the plan is kept, and it stores what it sorts in as many bits as the statistics of the
# empty table ask for (the optimizer compressed_materialization). Texts come back with one character of another kind, and
# in no order; the same statement sent as text is right. So it is by PREPARE and EXECUTE in SQL, by the prepared statements
# of the API, with rows of INSERT or of an appender, and not when that optimizer is disabled before.
# Output seen: as text ["Ba","Hoan Kiem"], prepared before: lengths [1,1], without the optimizer ["Ba","Hoan Kiem"]
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @duckdb/node-api@1.5.6-r.1
cat >prepare.cjs <<'JS'
const { DuckDBInstance } = require("@duckdb/node-api");
const text = "SELECT name FROM wards ORDER BY population";
async function open() {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run("CREATE TABLE wards (name VARCHAR, population INTEGER)");
  return connection;
}
const fill = (connection) => connection.run("INSERT INTO wards VALUES ('Hoan Kiem', 300), ('Ba', 2)");
const namesOf = async (connection, sql) => (await connection.runAndReadAll(sql)).getRowsJson().map(([name]) => name);
(async () => {
  const connection = await open();
  await connection.run(`PREPARE asked AS ${text}`);
  await fill(connection);
  const right = await namesOf(connection, text);
  const prepared = await namesOf(connection, "EXECUTE asked");
  const other = await open();
  await other.run("SET disabled_optimizers = 'compressed_materialization'");
  await other.run(`PREPARE asked AS ${text}`);
  await fill(other);
  const without = await namesOf(other, "EXECUTE asked");
  const lengths = prepared.map((name) => name.length);
  console.log(
    `as text ${JSON.stringify(right)}, prepared before: lengths ${JSON.stringify(lengths)}, ` +
      `without the optimizer ${JSON.stringify(without)}`,
  );
})();
JS
seen=$(node prepare.cjs)
expected='as text ["Ba","Hoan Kiem"], prepared before: lengths [1,1], without the optimizer ["Ba","Hoan Kiem"]'
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed."
  exit 1
fi
