#!/usr/bin/env bash
# Versions: graphql-language-service 5.7.0, graphql 16.15.0; seen 2026-11-29.
# Behaviour: getHoverInformation, from which GraphiQL and editors for GraphQL take the text of what the pointer is on, names
# a field of an input object after the output type around it: on `eq` of `{ ward(filter: { eq: "a" }) { name } }` it says
# "Query.eq: String", where Query has no such field and the element is WardFilter.eq. A value of an enumeration within a list
# is named with the type's punctuation: "Order!.ASC" for an element of [Order!]. Outside of lists the value's name is right.
# Output seen: Query.eq: String | Order!.ASC | Order.ASC
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund graphql-language-service@5.7.0 graphql@16.15.0
cat >hover.cjs <<'JS'
const { buildSchema } = require("graphql");
const { getHoverInformation, Position } = require("graphql-language-service");
const schema = buildSchema(`
  enum Order { ASC DESC }
  input WardFilter { eq: String orders: [Order!] order: Order }
  type Ward { name: String }
  type Query { ward(filter: WardFilter): Ward }`);
const hover = (marked) => {
  const text = marked.replace("|", "");
  return getHoverInformation(schema, text, new Position(0, marked.indexOf("|")));
};
console.log(
  [
    hover('{ ward(filter: { e|q: "a" }) { name } }'),
    hover("{ ward(filter: { orders: [AS|C] }) { name } }"),
    hover("{ ward(filter: { order: AS|C }) { name } }"),
  ].join(" | "),
);
JS
seen=$(node hover.cjs)
expected="Query.eq: String | Order!.ASC | Order.ASC"
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed."
  exit 1
fi
