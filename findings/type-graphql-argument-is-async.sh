#!/usr/bin/env bash
# Versions: type-graphql 2.0.0-rc.4, graphql 16.15.0, graphql-scalars 1.26.0, reflect-metadata 0.2.2; seen 2026-11-30.
# Behaviour: a field whose resolver takes an argument is always answered later, even if the resolver is synchronous, the
# argument a scalar and validation switched off (`validate: false`): every argument of every call goes through an async
# function. `executeSync` of graphql-js, which completes whatever has no promise, answers the same resolver without an argument
# and fails with one; each row of a list pays promises for it. By graphql-js alone such a resolver stays synchronous.
# Expected: a resolver that gives no promise is answered at once, with an argument as without.
# Output seen: with an argument: GraphQL execution failed to complete synchronously.
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --legacy-peer-deps type-graphql@2.0.0-rc.4 graphql@16.15.0 \
  graphql-scalars@1.26.0 reflect-metadata@0.2.2 >/dev/null
cat >ask.cjs <<'JS'
require("reflect-metadata");
const { Arg, buildSchemaSync, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root } = require("type-graphql");
const { buildSchema, executeSync, parse } = require("graphql");

/** What a compiler of decorators writes. */
function decorate(target, name, decorators) {
  const descriptor = Object.getOwnPropertyDescriptor(target, name);
  for (const one of decorators.reverse()) one(target, name, descriptor);
}
class Row {}
decorate(Row.prototype, "code", [Field(() => String)]);
ObjectType()(Row);
class RowResolver {
  rows() {
    return [{ code: "a" }, { code: "b" }];
  }
  plain(row) {
    return row.code;
  }
  repeated(row, times) {
    return row.code.repeat(times);
  }
}
const at = (index, decorator) => (target, name) => decorator(target, name, index);
decorate(RowResolver.prototype, "rows", [Query(() => [Row])]);
decorate(RowResolver.prototype, "plain", [FieldResolver(() => String), at(0, Root())]);
decorate(RowResolver.prototype, "repeated", [
  FieldResolver(() => String),
  at(0, Root()),
  at(1, Arg("times", () => Int)),
]);
Resolver(() => Row)(RowResolver);
const schema = buildSchemaSync({ resolvers: [RowResolver], validate: false });

function ask(of, query) {
  try {
    const { data, errors } = executeSync({ schema: of, document: parse(query) });
    return JSON.stringify(errors ?? data);
  } catch (error) {
    return error.message;
  }
}
const own = buildSchema("type Query { rows: [Row!]! } type Row { repeated(times: Int!): String! }");
own.getQueryType().getFields().rows.resolve = () => [{ code: "a" }, { code: "b" }];
own.getType("Row").getFields().repeated.resolve = ({ code }, { times }) => code.repeat(times);
console.log(`without an argument: ${ask(schema, "{ rows { plain } }")}`);
console.log(`with an argument: ${ask(schema, "{ rows { repeated(times: 2) } }")}`);
console.log(`the same resolver by graphql-js alone: ${ask(own, "{ rows { repeated(times: 2) } }")}`);
JS
node ask.cjs | tee seen
if ! diff seen - <<'SEEN'
without an argument: {"rows":[{"plain":"a"},{"plain":"b"}]}
with an argument: GraphQL execution failed to complete synchronously.
the same resolver by graphql-js alone: {"rows":[{"repeated":"aa"},{"repeated":"bb"}]}
SEEN
then
  echo "The behaviour has changed." >&2
  exit 1
fi
