import { expectPages } from "../../../test/support/subgraph/expect-pages";
import { nodesOf } from "../../../test/support/subgraph/nodes-of";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

it("has every programme with its source and the day it was said, where the source has one", async () => {
  const { data, errors, statements } = await subgraph.execute(`{ programmes { nodes {
    code name english: name(lang: EN) origin saidOn source { code } leadOrganization { code } basis { code }
    indicator { code } milestones { nodes { code } } inferences { field } } } }`);
  expect(errors).toEqual([]);
  // Keys and rows, leads, documents, keys and rows of milestones, inferences.
  expect(statements).toBe(7);
  interface Found {
    origin: string;
    saidOn: string | null;
    source: { code: string };
  }
  const programmes = nodesOf<Found>(data, "programmes");
  expect(programmes).toHaveLength(13);
  expect(programmes.filter(({ origin, source }) => origin !== "PUBLISHED" || source === null)).toEqual([]);
  expect(programmes.filter(({ saidOn }) => saidOn === null).map(({ source }) => source.code)).toEqual([
    "vns-resolution-57-plan",
  ]);
});

it("finds policy tools by their kind, and one by the accents left out", async () => {
  const { data } = await subgraph.execute(`{
    tools: programmes(filter: { kind: { eq: POLICY_TOOL } }) {
      nodes { code basis { code number programmes { nodes { code } } } } }
    found: programmes(filter: { search: "thu nghiem co kiem soat" }) { nodes { code } }
    none: programmes(filter: { search: "no such" }) { nodes { code } totalCount } }`);
  const codes = ["output-based-payment", "performance-linked-spending", "regulatory-sandbox"];
  const ofBasis = { nodes: codes.map((code) => ({ code })) };
  const basis = { code: "capital-law-2024", number: null, programmes: ofBasis };
  expect(data).toEqual({
    tools: { nodes: codes.map((code) => ({ code, basis })) },
    found: { nodes: [{ code: "regulatory-sandbox" }] },
    none: { nodes: [], totalCount: 0 },
  });
});

it("is read in pages, in any order, forwards and backwards, also within its basis", async () => {
  const orders = { CODE: "code", NAME: "name" };
  expect(await expectPages(subgraph, { field: "programmes", type: "Programme", orders })).toBe(13);
  const within = (text: string) => `{ policyDocument(code: "capital-law-2024") { ${text} } }`;
  expect(await expectPages(subgraph, { field: "programmes", type: "Programme", orders, within })).toBe(3);
});

it.each([
  ["kind: { in: [PROJECT, POLICY_TOOL] }", 7],
  ['basis: { eq: "capital-law-2024" }', 3],
  ['leadOrganization: { eq: "BQLKCN" }', 1],
  ["origin: { notIn: [PUBLISHED] }", 0],
])("is found by { %s }", async (filter, totalCount) => {
  const { data, errors } = await subgraph.execute(`{ programmes(filter: { ${filter} }) { totalCount } }`);
  expect([errors, data]).toEqual([[], { programmes: { totalCount } }]);
});

it.each([
  [
    'basis: { eq: "capital-law-2025" }',
    /^filter\.basis\.eq: expected the code of a policy document; got "capital-law-2025" \(did you mean "capital-law-2024"\?\)\.$/,
  ],
  [
    "leadOrganization: { notIn: [] }",
    /^filter\.leadOrganization\.notIn: expected 1 to 1000 values; got 0\.$/,
  ],
])("is refused by { %s }", async (filter, message) => {
  const { data, errors } = await subgraph.execute(`{ programmes(filter: { ${filter} }) { nodes { code } } }`);
  expect(data).toEqual({ programmes: null });
  expect(errors).toEqual([
    { code: "BAD_USER_INPUT", message: expect.stringMatching(message), path: ["programmes"] },
  ]);
});

it("finds the reached milestone of a programme, and answers NOT_FOUND for an unknown programme", async () => {
  const { data, errors } = await subgraph.execute(`{
    programme(code: "urban-railway-line-5") { kind name milestones { nodes { reachedOn } } }
    unknown: programme(code: "no-such") { code }
    _entities(representations: [{ __typename: "Programme", code: "regulatory-sandbox" }]) { ... on Programme { kind } } }`);
  expect(data).toEqual({
    programme: {
      kind: "PROJECT",
      name: "Tuyến đường sắt đô thị số 5 Văn Cao - Hòa Lạc",
      milestones: { nodes: [{ reachedOn: "2025-12-19" }] },
    },
    unknown: null,
    _entities: [{ kind: "POLICY_TOOL" }],
  });
  expect(errors.map(({ code }) => code)).toEqual(["NOT_FOUND"]);
});
