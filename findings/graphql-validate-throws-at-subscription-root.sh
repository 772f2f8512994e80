#!/usr/bin/env bash
# Versions: graphql 16.15.0; seen 2026-11-29.
# Behaviour: `validate` gives back what is wrong with a document; of `subscription ($with: Boolean!) { tick @include(if: $with) }`,
# which the specification of October 2021 allows, it throws instead: SingleFieldSubscriptionsRule collects the root's fields
# without variables. A literal (`@include(if: true)`) is validated. Whoever relies on the list answers with a masked fault.
# Output seen: thrown: Argument "if" of required type "Boolean!" was provided the variable "$with" which was not provided a runtime value.
#              literal: 0 errors
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund graphql@16.15.0
cat >validate.cjs <<'JS'
const { buildSchema, parse, validate } = require("graphql");
const schema = buildSchema("type Query { a: Int } type Subscription { tick: Int }");
try {
  const errors = validate(schema, parse("subscription ($with: Boolean!) { tick @include(if: $with) }"));
  console.log(`${errors.length} errors`);
} catch (error) {
  console.log(`thrown: ${error.message}`);
}
console.log(`literal: ${validate(schema, parse("subscription { tick @include(if: true) }")).length} errors`);
JS
seen=$(node validate.cjs)
expected='thrown: Argument "if" of required type "Boolean!" was provided the variable "$with" which was not provided a runtime value.
literal: 0 errors'
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed."
  exit 1
fi
