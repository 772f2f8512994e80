#!/usr/bin/env bash
# Versions: cm6-graphql 0.2.2, graphql 16.15.0, @codemirror/* as below; seen 2026-11-29.
# Behaviour: cm6-graphql gives CodeMirror 6 a Lezer grammar of GraphQL. In GraphQL every name may be the name of a field,
# an argument or an alias, words such as `input`, `type` and `on` included (https://spec.graphql.org/draft/#Name), and graphql-js
# reads all of the operations below. The grammar takes those words for keywords wherever they stand: `mutation { a(input: 1) }`,
# as most mutations are written, is a syntax error to it, and so are `{ type }` and `{ on: a }`; `{ query }` and `{ true }` are
# not. Colours, brackets and indents of the editor are made of that tree.
# Output seen: one line for each operation, with whether the tree has an error node.
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund cm6-graphql@0.2.2 graphql@16.15.0 graphql-language-service@5.7.0 \
  @codemirror/autocomplete@6.20.4 @codemirror/language@6.13.1 @codemirror/lint@6.9.8 @codemirror/state@6.7.6 \
  @codemirror/view@6.43.15 @lezer/highlight@1.2.5
cat >names.mjs <<'JS'
import { graphqlLanguage } from "cm6-graphql";
import { parse } from "graphql";
const operations = [
  "mutation { a(input: 1) }", "{ a(type: 1) }", "{ type }", "{ input }", "{ on: a }", "query type { a }", "{ query }", "{ true }",
];
for (const text of operations) {
  parse(text);
  let errors = 0;
  graphqlLanguage.parser.parse(text).iterate({ enter: ({ type }) => { if (type.isError) errors++; } });
  console.log(`${text} ${errors > 0 ? "error" : "right"}`);
}
JS
seen=$(node names.mjs)
expected='mutation { a(input: 1) } error
{ a(type: 1) } error
{ type } error
{ input } error
{ on: a } error
query type { a } error
{ query } right
{ true } right'
echo "seen:"; echo "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:"; echo "$expected"
  exit 1
fi
