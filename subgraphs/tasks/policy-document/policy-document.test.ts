import { expectPages } from "../../../test/support/subgraph/expect-pages";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

it("has the resolution, the law and the plans, with a day only where a source states one", async () => {
  const { data, errors } = await subgraph.execute(
    "{ policyDocuments { nodes { code kind number issuedOn issuedInWords origin source { code } } } }",
  );
  expect(errors).toEqual([]);
  const hanoiTimes = { origin: "PUBLISHED", source: { code: "hanoi-times-2025-12" } };
  expect(data?.policyDocuments).toEqual({
    nodes: [
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
        source: { code: "ngaynay-2025-12-25" },
      },
      {
        code: "resolution-57-plan-2026",
        kind: "PLAN",
        number: "20",
        issuedOn: null,
        issuedInWords: null,
        origin: "PUBLISHED",
        source: { code: "dantri-2026-03-11" },
      },
    ],
  });
});

it("is read in pages, in any order, forwards and backwards", async () => {
  const orders = { CODE: "code", NAME: "name", ISSUED_ON: "issuedOn" };
  expect(await expectPages(subgraph, { field: "policyDocuments", type: "PolicyDocument", orders })).toBe(4);
});

it.each([
  ["kind: { eq: RESOLUTION }", 2],
  ["kind: { notIn: [LAW, PLAN] }", 2],
  ['issuedOn: { eq: "2024-12-22" }', 1],
  ["issuedOn: { isNull: true }", 3],
  ['search: "57-nq/tw"', 1],
  ["origin: { eq: REPORTED }", 0],
])("is found by { %s }", async (filter, totalCount) => {
  const { data, errors } = await subgraph.execute(
    `{ policyDocuments(filter: { ${filter} }) { totalCount } }`,
  );
  expect([errors, data]).toEqual([[], { policyDocuments: { totalCount } }]);
});

it.each([
  ["kind: { in: [] }", /^filter\.kind\.in: expected 1 to 1000 values; got 0\.$/],
  ['issuedOn: { gt: "2025-01-01", lt: "2024-01-01" }', /^filter\.issuedOn: /],
  ['search: " "', /^filter\.search: expected 1 to 200 characters/],
])("is refused by { %s }", async (filter, message) => {
  const { data, errors } = await subgraph.execute(
    `{ policyDocuments(filter: { ${filter} }) { nodes { code } } }`,
  );
  expect(data).toEqual({ policyDocuments: null });
  expect(errors).toEqual([
    { code: "BAD_USER_INPUT", message: expect.stringMatching(message), path: ["policyDocuments"] },
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
