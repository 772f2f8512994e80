import { publicViewer } from "../../../shared/http/identity/viewer";
import {
  type Answer,
  editorOf,
  openTestSubgraph,
  type TestSubgraph,
} from "../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

const reach = (input: object, viewer = editorOf("SKHCN")): Promise<Answer> =>
  subgraph.execute(
    `mutation ($input: ReachMilestoneInput!) { reachMilestone(input: $input) {
      milestone { code reachedOn reachedOrigin reachedSource { code } } userErrors { code message field } } }`,
    { input },
    { viewer },
  );

const payloadOf = ({ data, errors }: Answer) => {
  expect(errors).toEqual([]);
  return data?.reachMilestone as {
    milestone: object | null;
    userErrors: { code: string; message: string }[];
  };
};

it("records that a milestone was reached, by its owner or by a document, and corrects it", async () => {
  const input = { milestone: "data-opening", reachedOn: "2025-11-13" };
  expect(payloadOf(await reach(input))).toEqual({
    milestone: {
      code: "data-opening",
      reachedOn: "2025-11-13",
      reachedOrigin: "REPORTED",
      reachedSource: null,
    },
    userErrors: [],
  });
  const cited = { ...input, reachedOn: "2025-11-14", source: "vietnamplus-2025-11-14", idempotencyKey: "k" };
  const corrected = {
    code: "data-opening",
    reachedOn: "2025-11-14",
    reachedOrigin: "PUBLISHED",
    reachedSource: { code: "vietnamplus-2025-11-14" },
  };
  expect(payloadOf(await reach(cited))).toEqual({ milestone: corrected, userErrors: [] });
  expect(payloadOf(await reach(cited)).milestone).toEqual(corrected);
});

it.each([
  [
    "in the future",
    { reachedOn: "2025-11-15" },
    "BAD_USER_INPUT",
    "reachedOn: expected today, 2025-11-14, or before; got 2025-11-15.",
  ],
  [
    "by an unknown source",
    { source: "no-such" },
    "NOT_FOUND",
    'source: expected the code of a source document; got "no-such".',
  ],
  [
    "that is none",
    { milestone: "no-such" },
    "NOT_FOUND",
    'milestone: expected the code of a milestone that you may change; got "no-such".',
  ],
])("refuses one that was reached %s", async (_, invalid, code, message) => {
  const { milestone, userErrors } = payloadOf(
    await reach({ milestone: "shared-data-catalogue", reachedOn: "2025-11-14", ...invalid }),
  );
  expect([milestone, userErrors.map((error) => [error.code, error.message])]).toEqual([
    null,
    [[code, message]],
  ]);
});

it("is for those who answer for it, the office and admins", async () => {
  const input = { milestone: "shared-data-catalogue", reachedOn: "2025-11-14" };
  expect((await reach(input, publicViewer)).errors).toMatchObject([{ code: "UNAUTHENTICATED" }]);
  expect(payloadOf(await reach(input, editorOf("STP"))).userErrors).toMatchObject([{ code: "NOT_FOUND" }]);
  expect(payloadOf(await reach(input, editorOf("BCD57"))).userErrors).toEqual([]);
});
