import sql from "sql-template-tag";
import { publicViewer, type Viewer } from "../../../shared/http/identity/viewer";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../subgraph";

let subgraph: TestSubgraph;
let code: string;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
  const row = await subgraph.database.row<{ code: string }>(sql`
    WITH changed AS (
      UPDATE procedure SET statutory_days = 20, online_level = 'PARTIALLY_ONLINE', to_restructure = FALSE
      WHERE code = (SELECT min(code) FROM procedure
        WHERE competent_organization_code = 'SXD' AND green_lane_decision IS NULL) RETURNING code)
    SELECT code FROM changed`);
  code = row.code;
});
afterAll(() => subgraph.close());

const editor: Viewer = { subject: "editor", role: "editor", organization: "SXD" };

function update(input: object, viewer: Viewer = editor) {
  return subgraph.execute(
    `mutation ($input: UpdateProcedureInput!) { updateProcedure(input: $input) {
      procedure { onlineLevel statutoryDays toRestructure greenLane { decisionNumber reducedDays timeReduction { value } } }
      userErrors { code message field } } }`,
    { input: { code, ...input } },
    { viewer },
  );
}

const before = { onlineLevel: "PARTIALLY_ONLINE", statutoryDays: 20, toRestructure: false, greenLane: null };

it("changes the given fields, and no others", async () => {
  const steps: [object, object][] = [
    [{}, {}],
    [{ onlineLevel: "FULLY_ONLINE" }, { onlineLevel: "FULLY_ONLINE" }],
    [
      { greenLaneDecision: "QD-1", greenLaneReducedDays: 12 },
      { greenLane: { decisionNumber: "QD-1", reducedDays: 12, timeReduction: { value: 0.4 } } },
    ],
    [
      { greenLaneReducedDays: 10, toRestructure: true },
      {
        greenLane: { decisionNumber: "QD-1", reducedDays: 10, timeReduction: { value: 0.5 } },
        toRestructure: true,
      },
    ],
    [
      { greenLaneDecision: null, statutoryDays: 5 },
      { greenLane: null, statutoryDays: 5 },
    ],
    [
      { statutoryDays: 20, onlineLevel: "PARTIALLY_ONLINE", toRestructure: false },
      { statutoryDays: 20, onlineLevel: "PARTIALLY_ONLINE", toRestructure: false },
    ],
  ];
  let expected: object = before;
  for (const [input, change] of steps) {
    expected = { ...expected, ...change };
    const { data, errors } = await update(input);
    expect({ errors, answer: data?.updateProcedure }).toEqual({
      errors: [],
      answer: { procedure: expected, userErrors: [] },
    });
  }
  expect(expected).toEqual(before);
});

it.each([
  [{ statutoryDays: 0 }, "statutoryDays: expected 1 to 1000; got 0."],
  [{ statutoryDays: 1001 }, "statutoryDays: expected 1 to 1000; got 1001."],
  [
    { greenLaneDecision: "QD-1" },
    "greenLaneReducedDays: expected the days allowed on the green lane; got none.",
  ],
  [
    { greenLaneReducedDays: 3 },
    "greenLaneDecision: expected the decision that puts it on the green lane; got none.",
  ],
  [
    { greenLaneDecision: "QD-1", greenLaneReducedDays: 21 },
    "greenLaneReducedDays: expected 0 to statutoryDays, 20; got 21.",
  ],
  [
    { greenLaneDecision: " ", greenLaneReducedDays: 2 },
    "greenLaneDecision: expected 1 to 100 characters, not all blank, and no NUL; got 1.",
  ],
])("refuses %j, and changes nothing", async (input, message) => {
  const { data, errors } = await update(input);
  expect({ errors, answer: data?.updateProcedure }).toEqual({
    errors: [],
    answer: {
      procedure: null,
      userErrors: [{ code: "BAD_USER_INPUT", message, field: ["input", message.split(":")[0]] }],
    },
  });
  expect((await update({})).data?.updateProcedure).toEqual({ procedure: before, userErrors: [] });
});

it("refuses an unknown code", async () => {
  expect((await update({ code: "9.9" })).data?.updateProcedure).toEqual({
    procedure: null,
    userErrors: [
      {
        code: "NOT_FOUND",
        message: 'code: expected the code of a procedure that you may change; got "9.9".',
        field: ["input", "code"],
      },
    ],
  });
});

it("is for editors of the organization that answers for it, and admins", async () => {
  const codeOf = async (viewer: Viewer) => (await update({}, viewer)).errors[0]?.code;
  expect(await codeOf(publicViewer)).toBe("UNAUTHENTICATED");
  const { data } = await update({}, { ...editor, organization: "STP" });
  expect(data?.updateProcedure).toMatchObject({ procedure: null, userErrors: [{ code: "NOT_FOUND" }] });
  expect(await codeOf({ subject: "b", role: "admin", organization: null })).toBeUndefined();
});

it("makes one change for one idempotency key", async () => {
  const input = { toRestructure: true, idempotencyKey: "p-1" };
  const first = await update(input);
  await update({ toRestructure: false });
  expect((await update(input)).data).toEqual(first.data);
  expect((await update({})).data?.updateProcedure).toEqual({ procedure: before, userErrors: [] });
});
