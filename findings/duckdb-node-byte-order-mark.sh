#!/usr/bin/env bash
# Versions: @duckdb/node-api 1.5.6-r.1; seen 2026-11-29.
# Behaviour: a VARCHAR that begins with U+FEFF loses it on its way into JavaScript, though it is a character of the value
# and not of a file: each value is decoded by a TextDecoder that takes it for a mark. DuckDB itself counts it. A text of
# that character alone arrives empty; two of them arrive as one. What is read and written back is another value.
# Output seen: DuckDB 2 1 2, JavaScript 1 0 1
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @duckdb/node-api@1.5.6-r.1
cat >ask.cjs <<'JS'
const { DuckDBInstance } = require("@duckdb/node-api");
(async () => {
  const connection = await (await DuckDBInstance.create()).connect();
  const read = await connection.runAndReadAll(
    "SELECT text, length(text) FROM (VALUES (1, chr(65279) || 'a'), (2, chr(65279)), (3, chr(65279) || chr(65279))) v(n, text) ORDER BY n",
  );
  const rows = read.getRows();
  console.log(`DuckDB ${rows.map(([, length]) => length).join(" ")}, JavaScript ${rows.map(([text]) => text.length).join(" ")}`);
})();
JS
seen=$(node ask.cjs)
expected="DuckDB 2 1 2, JavaScript 1 0 1"
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed."
  exit 1
fi
