import assert from "node:assert/strict";
import { it } from "node:test";
import { print } from "graphql";
import {
  BoardDocument,
  type BoardQuery,
  DossiersByMonthDocument,
  OverdueDocument,
  type OverdueQuery,
  PublishedAndComputedDocument,
  type PublishedAndComputedQuery,
  type TaskStatus,
  WardDocument,
} from "../generated/codegen/graphql.ts";
import type { OverdueQuery as OverdueOrThrown } from "../generated/codegen-throwing/graphql.ts";
import { plainAnswer, textOf, type WidgetName, widgets } from "../support/graph.ts";

/** Fails to compile unless both are one type. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : never;
const holds = (..._all: true[]) => {};

type Overdue = NonNullable<OverdueQuery["tasks"]>["edges"][number]["node"];
type Thrown = OverdueOrThrown["tasks"]["edges"][number]["node"];
type Latest = NonNullable<NonNullable<PublishedAndComputedQuery["indicators"]>["nodes"][number]["latest"]>;

it("GraphQL Code Generator types scalars, enums, and what may be null", () => {
  holds(
    true satisfies Same<Overdue["dueOn"], string>,
    true satisfies Same<Latest["value"], string>,
    true satisfies Same<Overdue["daysOverdue"], number | null>,
    true satisfies Same<Overdue["leadOrganization"]["id"], string>,
    true satisfies Same<Overdue["leadOrganization"]["name"], string | null>,
    true satisfies Same<Thrown["daysOverdue"], number>,
    true satisfies Same<Thrown["leadOrganization"]["name"], string>,
    true satisfies Same<TaskStatus, "COMPLETED_LATE" | "COMPLETED_ON_TIME" | "IN_PROGRESS" | "OVERDUE">,
    true satisfies Same<NonNullable<BoardQuery["viewer"]>["role"], "ADMIN" | "ANALYST" | "EDITOR" | "PUBLIC">,
  );
});

const documents = {
  ward: WardDocument,
  overdue: OverdueDocument,
  "dossiers-by-month": DossiersByMonthDocument,
  "published-and-computed": PublishedAndComputedDocument,
  board: BoardDocument,
};
for (const name of Object.keys(documents) as WidgetName[]) {
  it(`GraphQL Code Generator has the widget ${name} as it was written, and it is answered`, async () => {
    const { data, errors } = await plainAnswer(name, widgets[name]);
    assert.equal(errors, undefined);
    assert.ok(data);
    assert.equal(print(documents[name]).replace(/\s+/g, ""), textOf(name).replace(/\s+/g, ""));
  });
}
