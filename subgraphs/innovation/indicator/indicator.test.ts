import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { ObservationStatus } from "../observation/observation";
import { addIndicator, addObservation } from "../observation/observation.fixture";
import { ValueQualifier } from "../observation/value-qualifier";
import { innovation } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(innovation);
});
afterAll(() => subgraph.close());

it("tells what an indicator is, in both languages, and who answers for it", async () => {
  expect(
    await subgraph.execute(`{ indicator(code: "dossiers.digitisation-rate") {
      code name english: name(lang: EN) definition inEnglish: definition(lang: EN) sector { code name english: name(lang: EN) organization { code } } measurementUnit decimals higherIsBetter responsibleOrganization { code }
    } }`),
  ).toEqual({
    errors: [],
    statements: 2,
    data: {
      indicator: {
        code: "dossiers.digitisation-rate",
        name: "Tỷ lệ số hóa hồ sơ, kết quả giải quyết thủ tục hành chính",
        english: "Share of dossiers and results digitised",
        definition: "Tỷ lệ hồ sơ và kết quả giải quyết được số hóa. Từ 0 đến 1.",
        inEnglish: "Share of dossiers and results that are digitised. 0 to 1.",
        sector: {
          code: "procedures",
          name: "Thủ tục hành chính",
          english: "Administrative procedures",
          organization: { code: "TTPVHCC" },
        },
        measurementUnit: "ratio",
        decimals: 4,
        higherIsBetter: true,
        responsibleOrganization: { code: "TTPVHCC" },
      },
    },
  });
});

it("says NOT_FOUND of an unknown code", async () => {
  expect(await subgraph.execute('{ indicator(code: "no.such") { code } }')).toMatchObject({
    data: { indicator: null },
    errors: [{ code: "NOT_FOUND", message: 'Expected the key of a known indicator; "no.such" is none.' }],
  });
});

it.each([
  ['(filter: { search: "dang phi" })', ["party.fee-amount", "party.fee-transactions"]],
  ['(filter: { search: "RANK in the provincial" })', ["dti.rank", "pii.rank"]],
  [
    '(filter: { sector: { eq: "tasks" }, search: "conference" })',
    ["conference.connecting-points", "conference.delegates"],
  ],
  [
    '(filter: { sector: { in: ["infrastructure", "innovation"] }, search: "5g" })',
    ["coverage-5g.population-share"],
  ],
  ['(filter: { sector: { eq: "tasks" }, search: "5g" })', []],
  [
    '(filter: { search: "conference" }, orderBy: [{ field: NAME }])',
    ["conference.delegates", "conference.connecting-points"],
  ],
])("lists indicators%s, in order of their codes where no other is asked for", async (args, codes) => {
  const { data } = await subgraph.execute(`{ indicators${args} { nodes { code } totalCount } }`);
  expect(data).toEqual({ indicators: { nodes: codes.map((code) => ({ code })), totalCount: codes.length } });
});

it.each([
  ["(filter: { sector: { in: [] } })", "filter.sector.in: expected 1 to 1000 values; got 0."],
  ['(filter: { search: " " })', "filter.search: expected 1 to 200 characters that are not all blank; got 1."],
])("refuses indicators%s", async (args, message) => {
  expect(await subgraph.execute(`{ indicators${args} { nodes { code } } }`)).toMatchObject({
    data: { indicators: null },
    errors: [{ code: "BAD_USER_INPUT", message }],
  });
});

it("gives each organization its indicators, and none to one that answers for none", async () => {
  const { data, errors, statements } = await subgraph.execute(`{ _entities(representations: [
    { __typename: "Organization", code: "TTPVHCC" }
    { __typename: "Organization", code: "SKHCN" }
    { __typename: "Organization", code: "SYT" }
  ]) { ... on Organization { indicators { totalCount nodes { code } } } } }`);
  expect(errors).toEqual([]);
  const organizations = data?._entities as { indicators: { totalCount: number } }[];
  expect(organizations.map(({ indicators }) => indicators.totalCount)).toEqual([18, 27, 0]);
  expect(statements).toBe(3);
});

describe("the preferred figure", () => {
  const at = (day: string) => new Date(`${day}T00:00:00+07:00`);
  const latest = async (code: string, args = "") => {
    const query = `query ($code: ID!) { indicator(code: $code) { latest${args} { value qualifier } } }`;
    const { data, errors } = await subgraph.execute(query, { code });
    expect(errors).toEqual([]);
    const indicator = data?.indicator as { latest: { value: string; qualifier: string } | null };
    return indicator.latest;
  };

  it.each([
    ["tasks.city.assigned", { value: "197", qualifier: "EXACT" }],
    ["dossiers.received", { value: "1243294", qualifier: "EXACT" }],
    ["dossiers.digitisation-rate", { value: "0.8589", qualifier: "EXACT" }],
    ["procedures.count", { value: "2100", qualifier: "MORE_THAN" }],
    ["tasks.national.monitored", { value: "569", qualifier: "EXACT" }],
    ["economy.digital-share", null],
  ])("of %s is %j", async (code, expected) => {
    expect(await latest(code)).toEqual(expected);
  });

  it("is exact before later, later before earlier, and the last recorded of one instant", async () => {
    const indicatorCode = "test.latest";
    await addIndicator(subgraph.database, { code: indicatorCode });
    const add = (row: object, value: string) =>
      addObservation(subgraph.database, { indicatorCode, value, ...row });
    const seen: unknown[] = [];
    const rows: [string, object][] = [
      ["1", { qualifier: ValueQualifier.ALMOST, publishedAt: at("2025-11-01") }],
      ["2", { qualifier: ValueQualifier.AT_LEAST, publishedAt: at("2025-11-02") }],
      ["3", { publishedAt: at("2025-10-02") }],
      ["4", { publishedAt: at("2025-10-01") }],
      ["5", { publishedAt: at("2025-10-02") }],
      ["6", { qualifier: ValueQualifier.MORE_THAN, publishedAt: at("2025-12-01") }],
      ["7", { publishedAt: at("2025-12-02"), status: ObservationStatus.MISSING }],
      ["8", { publishedAt: at("2025-12-02"), areaCode: "00004" }],
      ["9", { publishedAt: at("2025-12-02"), organizationCode: "SKHCN" }],
    ];
    for (const [value, row] of rows) {
      await add(row, value);
      seen.push((await latest(indicatorCode))?.value);
    }
    expect(seen).toEqual(["1", "2", "3", "3", "5", "5", "5", "5", "5"]);
    expect(await latest(indicatorCode, '(unit: "00004")')).toEqual({ value: "8", qualifier: "EXACT" });
    expect(await latest(indicatorCode, '(unit: "01")')).toEqual({ value: "5", qualifier: "EXACT" });
    expect(await latest(indicatorCode, '(unit: "00008")')).toBeNull();
  });

  it("is not a superseded one", async () => {
    const indicatorCode = "test.latest-corrected";
    await addIndicator(subgraph.database, { code: indicatorCode });
    const supersedesId = await addObservation(subgraph.database, { indicatorCode, value: "1" });
    const correction = {
      indicatorCode,
      value: "2",
      qualifier: ValueQualifier.ALMOST,
      supersedesId,
      revision: 2,
    };
    await addObservation(subgraph.database, correction);
    expect(await latest(indicatorCode)).toEqual({ value: "2", qualifier: "ALMOST" });
  });

  it("of all indicators takes one statement for the choice and one for the rows", async () => {
    const { statements } = await subgraph.execute(
      "{ indicators(first: 200) { nodes { latest { value } } } }",
    );
    expect(statements).toBe(4);
  });
});
