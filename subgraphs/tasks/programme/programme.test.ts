import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

it("has every programme with its source and the day it was said, where the source has one", async () => {
  const { data, errors, statements } = await subgraph.execute(`{ programmes {
    code name english: name(lang: EN) origin saidOn source { id } leadOrganization { code } basis { code }
    indicator { code } milestones { code } inferences { field } } }`);
  expect(errors).toEqual([]);
  // Keys and rows, leads, documents, milestones, inferences.
  expect(statements).toBe(6);
  const programmes = data?.programmes as {
    code: string;
    origin: string;
    saidOn: string | null;
    source: { id: string };
  }[];
  expect(programmes).toHaveLength(13);
  expect(programmes.filter(({ origin, source }) => origin !== "PUBLISHED" || source === null)).toEqual([]);
  expect(programmes.filter(({ saidOn }) => saidOn === null).map(({ source }) => source.id)).toEqual([
    "vns-resolution-57-plan",
  ]);
});

it("finds policy tools by their kind, and one by the accents left out", async () => {
  const { data } = await subgraph.execute(`{
    tools: programmes(kind: [POLICY_TOOL]) { code basis { code number programmes { code } } }
    found: programmes(search: "thu nghiem co kiem soat") { code }
    none: programmes(search: "no such") { code } }`);
  const codes = ["output-based-payment", "performance-linked-spending", "regulatory-sandbox"];
  const basis = { code: "capital-law-2024", number: null, programmes: codes.map((code) => ({ code })) };
  expect(data).toEqual({
    tools: codes.map((code) => ({ code, basis })),
    found: [{ code: "regulatory-sandbox" }],
    none: [],
  });
});

it("finds the reached milestone of a programme, and answers NOT_FOUND for an unknown programme", async () => {
  const { data, errors } = await subgraph.execute(`{
    programme(code: "urban-railway-line-5") { kind name milestones { reachedOn } }
    unknown: programme(code: "no-such") { code }
    _entities(representations: [{ __typename: "Programme", code: "regulatory-sandbox" }]) { ... on Programme { kind } } }`);
  expect(data).toEqual({
    programme: {
      kind: "PROJECT",
      name: "Tuyến đường sắt đô thị số 5 Văn Cao - Hòa Lạc",
      milestones: [{ reachedOn: "2025-12-19" }],
    },
    unknown: null,
    _entities: [{ kind: "POLICY_TOOL" }],
  });
  expect(errors.map(({ code }) => code)).toEqual(["NOT_FOUND"]);
});
