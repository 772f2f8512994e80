import assert from "node:assert/strict";
import { it } from "node:test";
import type { ResultOf, VariablesOf } from "gql.tada";
import { createGraphQLRequest } from "../generated/graphql-request.ts";
import { plainAnswer, url, type WidgetName, widgetNames, widgets } from "../support/graph.ts";
import * as documents from "./widgets.ts";

/** Fails to compile unless both are one type. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : never;
const holds = (..._all: true[]) => {};

type Overdue = ResultOf<typeof documents.overdue>["tasks"]["edges"][number]["node"];

it("gql.tada types scalars, enums, inputs, and nothing as null that throws instead", () => {
  holds(
    true satisfies Same<Overdue["dueOn"], string>,
    true satisfies Same<Overdue["daysOverdue"], number>,
    true satisfies Same<Overdue["leadOrganization"]["name"], string>,
    true satisfies Same<VariablesOf<typeof documents.dossiersByMonth>["from"], string>,
    true satisfies Same<
      ResultOf<typeof documents.board>["viewer"]["role"],
      "ADMIN" | "ANALYST" | "EDITOR" | "PUBLIC"
    >,
    true satisfies Same<
      ResultOf<typeof documents.reportProgress>["reportTaskProgress"]["task"],
      { id: string; progress: number; version: number } | null
    >,
  );
});

const byName = {
  ward: documents.ward,
  overdue: documents.overdue,
  "dossiers-by-month": documents.dossiersByMonth,
  "published-and-computed": documents.publishedAndComputed,
  board: documents.board,
} satisfies Record<WidgetName, unknown>;

const client = createGraphQLRequest(url);
for (const name of widgetNames) {
  it(`gql.tada's document of the widget ${name} is answered as the widget is`, async () => {
    const document = byName[name] as (typeof byName)["board"];
    assert.deepEqual(
      await client.request(document, widgets[name]),
      (await plainAnswer(name, widgets[name])).data,
    );
  });
}

it("gql.tada's pages are typed forwards and backwards", async () => {
  const first = await client.request(documents.overdue, { first: 3 });
  const second = await client.request(documents.overdue, { first: 3, after: first.tasks.pageInfo.endCursor });
  const back = await client.request(documents.overdue, {
    last: 3,
    before: second.tasks.pageInfo.startCursor,
  });
  const codesOf = (page: typeof first) => page.tasks.edges.map(({ node }) => node.code);
  assert.deepEqual(codesOf(back), codesOf(first));
  assert.equal(new Set([...codesOf(first), ...codesOf(second)]).size, 6);
});
