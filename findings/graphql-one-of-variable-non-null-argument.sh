#!/usr/bin/env bash
# Versions: graphql 16.15.0; seen 2026-11-30.
# Behaviour: a variable in an input with @oneOf has to be non-null. `validate` says so where the argument is nullable
# (`road(by: By)`), and says nothing where it is non-null (`road(by: By!)`), which is how such an argument is usually
# declared: the rule looks for the input among the types around the variable and does not look through the non-null.
# Execution then decides, when the value is null.
# Output seen: nullable argument: 1 | non-null argument: 0
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund graphql@16.15.0
cat >validate.cjs <<'JS'
const { buildSchema, parse, validate } = require("graphql");
const document = parse("query Q($name: String) { road(by: { name: $name }) }");
const problems = (type) =>
  validate(buildSchema(`input By @oneOf { id: ID name: String } type Query { road(by: ${type}): String }`), document).length;
console.log(`nullable argument: ${problems("By")} | non-null argument: ${problems("By!")}`);
JS
seen=$(node validate.cjs)
expected="nullable argument: 1 | non-null argument: 0"
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "That has changed."
  exit 1
fi
