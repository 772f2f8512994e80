#!/usr/bin/env bash
# Versions: graphql 16.15.0, @graphql-inspector/core 8.0.0; seen 2026-11-29.
# Behaviour: two schemas are compared in which a required argument, and a required input field, lose their default value. Each
# document that left them out was valid before and is refused afterwards. graphql's findBreakingChanges finds nothing breaking
# in either; its findDangerousChanges tells of the argument and says nothing at all of the input field; the inspector calls
# both DANGEROUS, as if the value alone were another.
# Output seen: input field: { a(i: {}) } before: valid; after: Field "I.x" of required type "Int!" was not provided.
#   breaking by graphql: nothing; dangerous by graphql: nothing; by the inspector: DANGEROUS INPUT_FIELD_DEFAULT_VALUE_CHANGED
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund graphql@16.15.0 @graphql-inspector/core@8.0.0
cat >compare.mjs <<'JS'
import { buildSchema, findBreakingChanges, findDangerousChanges, parse, validate, version } from "graphql";
import { diff } from "@graphql-inspector/core";
console.log(`graphql ${version}, @graphql-inspector/core 8.0.0`);
const cases = [
  ["argument", "type Query { a(x: Int! = 1): Int }", "type Query { a(x: Int!): Int }", "{ a }"],
  [
    "input field",
    "input I { x: Int! = 1 } type Query { a(i: I): Int }",
    "input I { x: Int! } type Query { a(i: I): Int }",
    "{ a(i: {}) }",
  ],
];
for (const [name, before, after, text] of cases) {
  const [old, now] = [buildSchema(before), buildSchema(after)];
  const errors = (schema) => validate(schema, parse(text)).map(({ message }) => message).join();
  console.log(`${name}: ${text} before: ${errors(old) || "valid"}; after: ${errors(now)}`);
  console.log(`  breaking by graphql: ${findBreakingChanges(old, now).map(({ type }) => type).join() || "nothing"}`);
  console.log(`  dangerous by graphql: ${findDangerousChanges(old, now).map(({ type }) => type).join() || "nothing"}`);
  const changes = await diff(old, now);
  console.log(`  by the inspector: ${changes.map((each) => `${each.criticality.level} ${each.type}`).join()}`);
}
JS
node compare.mjs | tee output.txt
cat >seen.txt <<'SEEN'
graphql 16.15.0, @graphql-inspector/core 8.0.0
argument: { a } before: valid; after: Field "a" argument "x" of type "Int!" is required, but it was not provided.
  breaking by graphql: nothing
  dangerous by graphql: ARG_DEFAULT_VALUE_CHANGE
  by the inspector: DANGEROUS FIELD_ARGUMENT_DEFAULT_CHANGED
input field: { a(i: {}) } before: valid; after: Field "I.x" of required type "Int!" was not provided.
  breaking by graphql: nothing
  dangerous by graphql: nothing
  by the inspector: DANGEROUS INPUT_FIELD_DEFAULT_VALUE_CHANGED
SEEN
diff output.txt seen.txt || exit 1
