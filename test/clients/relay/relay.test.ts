import assert from "node:assert/strict";
import { it } from "node:test";
import type {
  Environment,
  GraphQLTaggedNode,
  MutationParameters,
  OperationType,
  Variables,
} from "relay-runtime";
import relay from "relay-runtime";
import { createRelay } from "../generated/relay.ts";
import { type OperationName, plainAnswer, task, token, url, urlWithoutProcedures } from "../support/graph.ts";
import { type AskByClient, type ClientAnswer, holdClient } from "../support/hold-client.ts";
import type { widgetsBoardInPartsQuery } from "./__generated__/widgetsBoardInPartsQuery.graphql.ts";
import type { widgetsBoardOrNothingQuery } from "./__generated__/widgetsBoardOrNothingQuery.graphql.ts";
import overdueListQuery, {
  type widgetsOverdueListQuery,
} from "./__generated__/widgetsOverdueListQuery.graphql.ts";
import type { widgetsTaskQuery } from "./__generated__/widgetsTaskQuery.graphql.ts";
import taskRefetchQuery, {
  type widgetsTaskRefetchQuery,
} from "./__generated__/widgetsTaskRefetchQuery.graphql.ts";
import "./load-tags.ts";

const documents = await import("./widgets.ts");

const byName: Record<OperationName, GraphQLTaggedNode> = {
  ward: documents.ward,
  overdue: documents.overdue,
  "dossiers-by-month": documents.dossiersByMonth,
  "published-and-computed": documents.publishedAndComputed,
  board: documents.board,
  task: documents.task,
  "report-progress": documents.reportProgress,
};

const ask: AskByClient = async (name, variables, options) => {
  const environment = createRelay(options.url, options.token);
  if (name === "report-progress") return change(environment, { ...variables });
  const data = await relay.fetchQuery<OperationType>(environment, byName[name], { ...variables }).toPromise();
  return { data, failed: false };
};

function change(environment: Environment, variables: Variables): Promise<ClientAnswer> {
  return new Promise((resolve, reject) => {
    relay.commitMutation<MutationParameters>(environment, {
      mutation: documents.reportProgress,
      variables,
      onCompleted: (data, errors) => resolve({ data, failed: errors !== null && errors !== undefined }),
      onError: reject,
    });
  });
}
holdClient("Relay", ask);

it("Relay catches the field whose sector is down, and keeps the others", async () => {
  const ask = (at: string) =>
    relay.fetchQuery<widgetsBoardInPartsQuery>(createRelay(at), documents.boardInParts, {}).toPromise();
  const [whole, part] = [await ask(url), await ask(urlWithoutProcedures)];
  assert.ok(whole?.taskStats.ok && whole.dossierStats.ok && whole.dossierStats.value.totals.received > 0);
  assert.ok(part?.taskStats.ok);
  assert.deepEqual(part.taskStats.value, whole.taskStats.value);
  assert.equal(part.dossierStats.ok, false);
});

it("Relay throws when a field is read that failed, under @throwOnFieldError, and types none as null", async () => {
  const ask = (at: string) =>
    relay.fetchQuery<widgetsBoardOrNothingQuery>(createRelay(at), documents.boardOrNothing, {}).toPromise();
  const received: number | undefined = (await ask(url))?.dossierStats.totals.received;
  assert.ok(received);
  await assert.rejects(ask(urlWithoutProcedures));
});

it("Relay asks for an object again by its id, and has one record of it", async () => {
  const environment = createRelay(url, token);
  const query = relay.getRequest(documents.task);
  const read = () => {
    const { data } = environment.lookup(relay.createOperationDescriptor(query, { id: task }).fragment);
    return (data as widgetsTaskQuery["response"]).node;
  };
  await relay.fetchQuery<widgetsTaskQuery>(environment, documents.task, { id: task }).toPromise();
  const { version = 0, progress = 0 } = read() ?? {};
  await relay.fetchQuery<widgetsTaskRefetchQuery>(environment, taskRefetchQuery, { id: task }).toPromise();
  assert.equal(read()?.version, version);
  const input = { task, progress: progress < 0.5 ? 0.9 : 0.1, expectedVersion: version };
  await change(environment, { input });
  assert.deepEqual(read(), { __typename: "Task", id: task, progress: input.progress, version: version + 1 });
});

it("Relay adds pages to a connection", async () => {
  const environment = createRelay(url);
  const ask = (variables: widgetsOverdueListQuery["variables"]) =>
    relay.fetchQuery<widgetsOverdueListQuery>(environment, overdueListQuery, variables).toPromise();
  const codes = () => {
    const key = relay.ConnectionHandler.getConnectionID("client:root", "widgets_tasks", {
      filter: { status: { eq: "OVERDUE" } },
      orderBy: [{ field: "DUE_ON" }],
    });
    const source = environment.getStore().getSource();
    const edges = source.get(key)?.edges as { __refs: string[] } | undefined;
    return edges?.__refs.map((edge) => {
      const node = source.get(edge)?.node as { __ref: string };
      return source.get(node.__ref)?.code;
    });
  };
  await ask({ first: 4 });
  const { tasks } = (await plainAnswer("overdue", { first: 8 })).data as {
    tasks: { edges: { cursor: string; node: { code: string } }[] };
  };
  await ask({ first: 4, after: tasks.edges[3]?.cursor });
  assert.deepEqual(
    codes(),
    tasks.edges.map(({ node }) => node.code),
  );
});
