import assert from "node:assert/strict";
import { it } from "node:test";
import { gql } from "urql";
import { OverdueDocument, ReportProgressDocument, TaskDocument } from "../generated/codegen/graphql.ts";
import { createUrql } from "../generated/urql.ts";
import { plainAnswer, task, textOf, token, url, widgets, withoutTypenames } from "../support/graph.ts";
import { type AskByClient, holdClient, holdToPartialAnswers } from "../support/hold-client.ts";

const ask: AskByClient = async (name, variables, options) => {
  const client = createUrql(options.url, options.token);
  const document = gql(textOf(name));
  const { data, error } = await (name === "report-progress"
    ? client.mutation(document, variables).toPromise()
    : client.query(document, variables).toPromise());
  return { data, failed: error !== undefined };
};
holdClient("urql", ask);
holdToPartialAnswers("urql", ask);

it("urql asks by GET, as it does by default", async () => {
  const methods: string[] = [];
  const original = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    methods.push(init?.method ?? "GET");
    return original(input, init);
  };
  try {
    const { data, error } = await createUrql(url)
      .query(gql(textOf("ward")), widgets.ward)
      .toPromise();
    assert.equal(error, undefined);
    assert.ok(data);
  } finally {
    globalThis.fetch = original;
  }
  assert.deepEqual(methods, ["GET"]);
});

it("Graphcache warns of nothing, adds pages to a list, and shows what a mutation changed", async (context) => {
  const warned = context.mock.method(console, "warn");
  const client = createUrql(url, token);
  const first = await client.query(OverdueDocument, { first: 4 }).toPromise();
  const after = first.data?.tasks?.pageInfo.endCursor ?? null;
  assert.ok(after);
  const both = await client.query(OverdueDocument, { first: 4, after }).toPromise();
  const whole = (await plainAnswer("overdue", { first: 8 })).data as { tasks: { edges: unknown[] } };
  assert.deepEqual(withoutTypenames(both.data?.tasks?.edges), withoutTypenames(whole.tasks.edges));

  const before = await client.query(TaskDocument, { id: task }).toPromise();
  assert.ok(before.data?.node?.__typename === "Task");
  const { version, progress } = before.data.node;
  const input = { task, progress: progress < 0.5 ? 0.8 : 0.2, expectedVersion: version };
  await client.mutation(ReportProgressDocument, { input }).toPromise();
  const shown = client.readQuery(TaskDocument, { id: task });
  assert.deepEqual(withoutTypenames(shown?.data), {
    node: { id: task, progress: input.progress, version: version + 1 },
  });
  assert.deepEqual(
    warned.mock.calls.map((call) => call.arguments),
    [],
  );
});
