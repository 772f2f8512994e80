#!/usr/bin/env bash
# Versions: @urql/core 6.0.3, wonka 6.3.6, graphql 16.15.0; seen 2026-11-29.
# Behaviour: each `next` of a subscription is a whole execution result by graphql-ws, graphql-sse and urql's own
# ExecutionResult. urql's subscriptionExchange (and its fetchExchange with fetchSubscriptions) takes the second and all
# later ones for patches of the first: `errors` and `extensions` of one result are in every later one that has none of its
# own, and `data: null` leaves the data from before. A field that failed once is shown as failed for as long as the
# subscription runs. `errors: []` in a later result takes the errors away; in the first it is an error without a cause.
# Output seen: first none / failed down {"behind":true} data {"n":1} / well down {"behind":true} / emptied none
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @urql/core@6.0.3 wonka@6.3.6 graphql@16.15.0
cat >subscribe.mjs <<'JS'
import { Client, gql, subscriptionExchange } from "@urql/core";
const results = [
  { data: { n: 1 } },
  { data: null, errors: [{ message: "down" }], extensions: { behind: true } },
  { data: { n: 2 } },
  { data: { n: 3 }, errors: [] },
];
const client = new Client({
  url: "http://unused",
  exchanges: [
    subscriptionExchange({
      forwardSubscription: () => ({
        subscribe(sink) {
          for (const result of results) sink.next(result);
          return { unsubscribe() {} };
        },
      }),
    }),
  ],
});
const seen = [];
client.subscription(gql`subscription { n }`, {}).subscribe((result) => seen.push(result));
await new Promise((resolve) => setTimeout(resolve, 100));
const errors = ({ error }) => error?.graphQLErrors.map(({ message }) => message).join() ?? "none";
const [first, failed, well, emptied] = seen;
const extensions = ({ extensions }) => JSON.stringify(extensions);
console.log(
  `first ${errors(first)} / failed ${errors(failed)} ${extensions(failed)} data ${JSON.stringify(failed.data)}`,
  `/ well ${errors(well)} ${extensions(well)} / emptied ${errors(emptied)}`,
);
JS
seen=$(node subscribe.mjs)
expected='first none / failed down {"behind":true} data {"n":1} / well down {"behind":true} / emptied none'
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed."
  exit 1
fi
