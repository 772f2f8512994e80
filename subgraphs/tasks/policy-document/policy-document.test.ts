import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

it("has the resolution, the law and the plans, with a day only where a source states one", async () => {
  const { data, errors } = await subgraph.execute(
    "{ policyDocuments { code kind number issuedOn issuedInWords origin source { id } } }",
  );
  expect(errors).toEqual([]);
  const hanoiTimes = { origin: "PUBLISHED", source: { id: "hanoi-times-2025-12" } };
  expect(data?.policyDocuments).toEqual([
    {
      code: "capital-law-2024",
      kind: "LAW",
      number: null,
      issuedOn: null,
      issuedInWords: "2024",
      ...hanoiTimes,
    },
    {
      code: "city-party-congress-18-resolution",
      kind: "RESOLUTION",
      number: null,
      issuedOn: null,
      issuedInWords: null,
      ...hanoiTimes,
    },
    {
      code: "resolution-57-nq-tw",
      kind: "RESOLUTION",
      number: "57-NQ/TW",
      issuedOn: "2024-12-22",
      issuedInWords: null,
      origin: "PUBLISHED",
      source: { id: "ngaynay-2025-12-25" },
    },
    {
      code: "resolution-57-plan-2026",
      kind: "PLAN",
      number: "20",
      issuedOn: null,
      issuedInWords: null,
      origin: "PUBLISHED",
      source: { id: "dantri-2026-03-11" },
    },
  ]);
});

it("answers NOT_FOUND for an unknown code, and has names in both languages and what was inferred", async () => {
  const { data, errors } = await subgraph.execute(`{
    policyDocument(code: "capital-law-2024") { name english: name(lang: EN) inferences { field inferredBy } }
    unknown: policyDocument(code: "no-such") { code } }`);
  expect(data).toEqual({
    policyDocument: {
      name: "Luật Thủ đô",
      english: "Capital Law",
      inferences: ["issuer", "source"].map((field) => ({ field, inferredBy: "authors of this graph" })),
    },
    unknown: null,
  });
  expect(errors.map(({ code }) => code)).toEqual(["NOT_FOUND"]);
});
