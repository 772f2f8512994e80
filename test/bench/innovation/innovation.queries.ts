import type { TestSubgraph } from "../../support/subgraph/subgraph-harness";

/** What is asked, under the name that the table gives it. */
export type BenchQuery = [name: string, query: string, variables?: Record<string, unknown>];

const observation = "id value qualifier period publishedAt unit { code } source { code title }";
const enterprise =
  "id name kinds industry unit { code } foundedOn certifiedOn innovating products { nodes { code } }";
const measures = "enterprises scienceTechnology startups innovatingShare { numerator denominator value }";
const page = "totalCount pageInfo { hasNextPage endCursor }";

/** What a dashboard page asks. The first is the baseline. */
export async function innovationQueries(
  subgraph: Pick<TestSubgraph, "execute" | "dataSource">,
): Promise<BenchQuery[]> {
  const units = await subgraph.dataSource.query<{ code: string }[]>(
    "SELECT code FROM administrative_unit WHERE length(code) = 5 ORDER BY code",
  );
  const representations = [{ code: "01" }, ...units].map(({ code }) => ({
    __typename: "AdministrativeUnit",
    code,
  }));
  const all = (selection: string) => `{ indicators(first: 200) { nodes { ${selection} } } }`;
  const ofIndicator = (args: string, fields = page) =>
    `{ indicator(code: "dossiers.digitisation-rate") { observations${args} { nodes { ${observation} } ${fields} } } }`;
  const enterprises = (args: string, fields = page) =>
    `{ enterprises(${args}) { nodes { ${enterprise} } ${fields} } }`;
  const stats = (args: string) => `{ enterpriseStats(${args}) { totals { ${measures} } rows {
    kind industry unit { code } bucket { label } measures { ${measures} } } } }`;
  const after = async (query: string, field: (data: Record<string, unknown>) => unknown) =>
    JSON.stringify(field((await subgraph.execute(query)).data ?? {}));
  const deepEnterprise = await after(
    enterprises('first: 1, filter: { search: "90000" }'),
    (data) => (data.enterprises as { pageInfo: { endCursor: string } }).pageInfo.endCursor,
  );
  return [
    ["baseline: one indicator by its code", '{ indicator(code: "pii.rank") { code name measurementUnit } }'],
    [
      "all indicators with latest figure and source",
      all(`code name measurementUnit latest { ${observation} } responsibleOrganization { code }`),
    ],
    [
      "all indicators, published against computed",
      all("code latest { value source { title } computed { value difference } }"),
    ],
    ["all indicators, latest of one ward", all(`code latest(unit: "00004") { ${observation} }`)],
    ["all indicators with their conflicts", all(`code conflicts { period observations { ${observation} } }`)],
    [
      "all targets with gap and reached",
      all("targets { nodes { value dueOn gap reached source { title } } }"),
    ],
    ["an indicator's first page and count", ofIndicator("(first: 20)")],
    ["an indicator's page as of a past day", ofIndicator('(first: 20, asOf: "2020-01-01T00:00:00+07:00")')],
    ["an indicator's page with superseded", ofIndicator("(first: 20, includeSuperseded: true)")],
    [
      "an indicator's page of one ward and count",
      ofIndicator('(first: 20, filter: { unit: { in: ["00004"] } })'),
    ],
    [
      "an indicator's page of a year and count",
      ofIndicator('(first: 20, filter: { period: { gte: "2019-01-01", lt: "2020-01-01" } })'),
    ],
    [
      "a source's page and count",
      `{ sourceDocument(code: "bench-7") { observations(first: 20) { nodes { ${observation} } ${page} } } }`,
    ],
    [
      "200 changes after an instant",
      `{ observationChanges(first: 200, filter: { updatedAt: { gt: "2025-11-01T00:00:00+07:00" } }) {
        nodes { id value supersededAt updatedAt } pageInfo { endCursor } } }`,
    ],
    ["enterprises by name, first page and count", enterprises("first: 20")],
    [
      "enterprises by name, deep page",
      enterprises(`first: 20, after: ${deepEnterprise}`, "pageInfo { endCursor }"),
    ],
    [
      "startups, latest founded first, and count",
      enterprises(
        "first: 20, filter: { kind: { eq: STARTUP } }, orderBy: [{ field: FOUNDED_ON, direction: DESC }]",
      ),
    ],
    [
      "enterprises of a ward by certification",
      enterprises(
        'first: 20, filter: { unit: { in: ["00004"] } }, orderBy: [{ field: CERTIFIED_ON, direction: DESC }]',
      ),
    ],
    ["search without accents, and count", enterprises('first: 20, filter: { search: "mo phong 777" }')],
    ["enterprise totals", `{ enterpriseStats { totals { ${measures} } } }`],
    ["enterprise statistics by kind", stats("groupBy: [KIND]")],
    ["enterprise statistics by industry and kind", stats("groupBy: [INDUSTRY, KIND]")],
    ["enterprise statistics by unit", stats("groupBy: [UNIT]")],
    ["enterprise statistics by founding year", stats("timeBucket: { field: FOUNDED, grain: YEAR }")],
    [
      "enterprise statistics of innovating startups by unit",
      stats("filter: { kind: { eq: STARTUP }, innovating: true }, groupBy: [UNIT]"),
    ],
    [
      "126 units and the city: coverage, series of a year, enterprises",
      `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on AdministrativeUnit {
        code coverage5G { month populationShare { value } }
        coverage5GSeries(from: "2025-01", to: "2025-11") { month populationShare { value } }
        enterpriseStats { ${measures} } } } }`,
      { representations },
    ],
    [
      "a composite index with all its results",
      `{ compositeIndex(code: "PII") { name pillars { code name input components { code } } editions { nodes { year fieldSize rank
        rankChange componentsRankedFirst leadShare { value } results { rank score component { code } } } } } }`,
    ],
    [
      "strategic products and their target",
      `{ strategicProducts { nodes { code stage enterprise { name } } }
      indicator(code: "strategic-products.commercialised") { targets { nodes { value computed { value difference } } } } }`,
    ],
  ];
}
