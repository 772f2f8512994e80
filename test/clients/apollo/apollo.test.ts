import assert from "node:assert/strict";
import { it } from "node:test";
import { ApolloLink, CombinedGraphQLErrors, gql } from "@apollo/client";
import { BatchHttpLink } from "@apollo/client/link/batch-http";
import { createApollo } from "../generated/apollo.ts";
import {
  BoardDocument,
  OverdueDocument,
  ReportProgressDocument,
  TaskDocument,
  WardDocument,
} from "../generated/codegen/graphql.ts";
import { plainAnswer, task, textOf, token, url, widgets, withoutTypenames } from "../support/graph.ts";
import { type AskByClient, holdClient, holdToPartialAnswers } from "../support/hold-client.ts";

const ask: AskByClient = async (name, variables, options) => {
  const client = createApollo(options.url, options.token);
  const document = gql(textOf(name));
  const { data, error } = await (name === "report-progress"
    ? client.mutate({ mutation: document, variables })
    : client.query({ query: document, variables }));
  return { data, failed: error !== undefined };
};
holdClient("Apollo Client", ask);
holdToPartialAnswers("Apollo Client", ask);

it("Apollo Client adds pages to the list that it shows", async () => {
  const client = createApollo(url);
  const list = { query: OverdueDocument, variables: { first: 4 } };
  const after = (await client.query(list)).data?.tasks?.pageInfo.endCursor;
  assert.ok(after);
  const shown = client.watchQuery(list);
  const subscription = shown.subscribe(() => {});
  await shown.fetchMore({ variables: { after } });
  subscription.unsubscribe();
  const { tasks } = (await plainAnswer("overdue", { first: 8 })).data as { tasks: object };
  assert.deepEqual(
    withoutTypenames(client.readQuery(list)?.tasks?.edges),
    (tasks as { edges: unknown }).edges,
  );
});

it("Apollo Client shows what a mutation changed, in every widget that has it", async () => {
  const client = createApollo(url, token);
  const before = await client.query({ query: TaskDocument, variables: { id: task } });
  assert.ok(before.data?.node?.__typename === "Task");
  const { version, progress } = before.data.node;
  const input = { task, progress: progress < 0.5 ? 0.75 : 0.25, expectedVersion: version };
  await client.mutate({ mutation: ReportProgressDocument, variables: { input } });
  const shown = client.readQuery({ query: TaskDocument, variables: { id: task } });
  assert.deepEqual(withoutTypenames(shown), {
    node: { id: task, progress: input.progress, version: version + 1 },
  });
});

it("Apollo Client tells errors by their code", async () => {
  const { error } = await createApollo(url).mutate({
    mutation: ReportProgressDocument,
    variables: { input: { task, progress: 0.5, expectedVersion: 1 } },
  });
  assert.ok(CombinedGraphQLErrors.is(error));
  assert.deepEqual(
    error.errors.map(({ extensions }) => extensions?.code),
    ["UNAUTHENTICATED"],
  );
});

it("Apollo Client sends widgets together by its batching link", async () => {
  const client = createApollo(url);
  let requests = 0;
  client.setLink(
    ApolloLink.from([
      new BatchHttpLink({
        uri: url,
        batchMax: 10,
        fetch: (...request) => {
          requests++;
          return fetch(...request);
        },
      }),
    ]),
  );
  const [ward, board] = await Promise.all([
    client.query({ query: WardDocument, variables: widgets.ward }),
    client.query({ query: BoardDocument }),
  ]);
  const plain = await Promise.all([plainAnswer("ward", widgets.ward), plainAnswer("board", {})]);
  assert.deepEqual(
    [ward, board].map(({ data }) => withoutTypenames(data)),
    plain.map(({ data }) => withoutTypenames(data)),
  );
  assert.equal(requests, 1);
});
