import sql from "sql-template-tag";
import { globalId } from "../../../shared/base/text/global-id";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { readUnits } from "../../common/unit/read-units";
import { generateEnterprises } from "../seed/generate-enterprises";
import { innovation } from "../subgraph";
import { Enterprise } from "./enterprise";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(innovation);
});
afterAll(() => subgraph.close());

const rows = generateEnterprises(readUnits());
const measures = "enterprises scienceTechnology startups innovatingShare { numerator denominator value }";

/** What rows come to, counted another way than in SQL. */
function measuresOf(of: typeof rows) {
  const innovating = of.filter((row) => row.innovating).length;
  return {
    enterprises: of.length,
    scienceTechnology: of.filter(({ kinds }) => kinds.some((kind) => kind === "SCIENCE_TECHNOLOGY")).length,
    startups: of.filter(({ kinds }) => kinds.some((kind) => kind === "STARTUP")).length,
    innovatingShare: {
      numerator: innovating,
      denominator: of.length,
      value: of.length === 0 ? null : innovating / of.length,
    },
  };
}

async function ask<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
  const { data, errors } = await subgraph.execute(query, variables);
  expect(errors).toEqual([]);
  return data as Data;
}

describe("the generated enterprises", () => {
  it("come to what the city published of 2025: 207 of science and technology, 0.252 innovating", async () => {
    expect(await ask(`{ enterpriseStats { totals { ${measures} } } }`)).toEqual({
      enterpriseStats: { totals: measuresOf(rows) },
    });
    const { scienceTechnology, innovatingShare } = measuresOf(rows);
    expect([scienceTechnology, innovatingShare.value?.toFixed(3)]).toEqual([207, "0.252"]);
  });

  it("are the same every time, all synthetic, and named so that nobody takes them for real", () => {
    expect(generateEnterprises(readUnits())).toEqual(rows);
    expect(generateEnterprises(readUnits(), 58)).not.toEqual(rows);
    expect(new Set(rows.map(({ origin }) => origin))).toEqual(new Set([DataOrigin.SYNTHETIC]));
    expect(rows.filter(({ name }) => !/^Doanh nghiệp mô phỏng \d{5}$/.test(name))).toEqual([]);
    const certified = rows.filter(({ certifiedOn }) => certifiedOn !== null);
    expect(certified).toEqual(
      rows.filter(({ kinds }) => kinds.some((kind) => kind === "SCIENCE_TECHNOLOGY")),
    );
    expect(certified.filter(({ certifiedOn, foundedOn }) => (certifiedOn ?? "") < (foundedOn ?? ""))).toEqual(
      [],
    );
  });
});

describe("the list", () => {
  interface Page {
    enterprises: {
      nodes: { id: string; name: string }[];
      totalCount: number;
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
  }
  const list = (args: string) =>
    ask<Page>(`{ enterprises(${args}) { nodes { id name } totalCount pageInfo { hasNextPage endCursor } } }`);

  it.each([
    [
      "kind: { in: [STARTUP, MAKE_IN_HANOI] }",
      (row: (typeof rows)[number]) =>
        row.kinds.some((kind) => kind === "STARTUP" || kind === "MAKE_IN_HANOI"),
    ],
    ['unit: { in: ["00004"] }', (row: (typeof rows)[number]) => row.unitCode === "00004"],
    ['industry: { eq: "Logistics" }', (row: (typeof rows)[number]) => row.industry === "Logistics"],
    ["innovating: true", (row: (typeof rows)[number]) => row.innovating],
    [
      'foundedOn: { gte: "2020-01-01", lt: "2021-01-01" }',
      (row: (typeof rows)[number]) => row.foundedOn?.startsWith("2020-") === true,
    ],
    ['search: "MO PHONG 0001"', (row: (typeof rows)[number]) => row.name.includes("0001")],
  ])("fits a filter of %s", async (filter, fits) => {
    const { enterprises } = await list(`first: 200, filter: { ${filter} }`);
    const expected = rows
      .filter(fits)
      .map(({ name }) => name)
      .toSorted();
    expect(expected.length).toBeGreaterThan(0);
    expect(enterprises.totalCount).toBe(expected.length);
    expect(enterprises.nodes.map(({ name }) => name)).toEqual(expected.slice(0, 200));
  });

  it.each(["NAME", "FOUNDED_ON", "CERTIFIED_ON"])(
    "is read in pages by %s, both ways, without losing or repeating one",
    async (field) => {
      for (const direction of ["ASC", "DESC"]) {
        const args = `filter: { unit: { in: ["00004", "00008", "00025"] } }, orderBy: [{ field: ${field}, direction: ${direction} }]`;
        const seen: string[] = [];
        let after = "";
        for (;;) {
          const { enterprises } = await list(`${args}, first: 40${after}`);
          seen.push(...enterprises.nodes.map(({ id }) => id));
          if (!enterprises.pageInfo.hasNextPage) {
            expect(new Set(seen).size).toBe(seen.length);
            expect(seen).toHaveLength(enterprises.totalCount);
            break;
          }
          after = `, after: "${enterprises.pageInfo.endCursor}"`;
        }
      }
    },
  );

  it.each([
    ["filter: { kind: { in: [] } }", "filter.kind.in: expected 1 to 1000 values; got 0."],
    ["filter: { unit: { in: [] } }", "filter.unit.in: expected 1 to 1000 values; got 0."],
    ['filter: { search: " " }', "filter.search: expected 1 to 200 characters that are not all blank; got 1."],
    ["first: 0", "first: expected 1 to 200; got 0."],
  ])("refuses %s", async (args, message) => {
    const { errors } = await subgraph.execute(`{ enterprises(${args}) { totalCount } }`);
    expect(errors).toMatchObject([{ code: "BAD_USER_INPUT", message }]);
  });
});

it("gives one enterprise as it is, its amounts to the last digit, and NOT_FOUND for another id", async () => {
  const values = {
    name: "Doanh nghiệp thử Ánh Dương",
    kinds: [],
    industry: null,
    unitCode: null,
    foundedOn: null,
    certifiedOn: null,
    employees: null,
    revenue: "12345678901234567890",
    innovating: false,
    origin: DataOrigin.REPORTED,
  };
  const { identifiers } = await subgraph.database.repository(Enterprise).insert(values);
  const id = globalId("Enterprise", String(identifiers[0]?.id));
  const query = `query ($id: ID!) { enterprise(id: $id) { id name kinds industry unit { code } foundedOn certifiedOn
    employees revenue innovating products { nodes { code } } origin } }`;
  const { unitCode: _, ...shown } = values;
  expect(await ask(query, { id })).toEqual({
    enterprise: { ...shown, id, unit: null, products: { nodes: [] } },
  });
  for (const unknown of ["999999", "x", "0", "9".repeat(30)]) {
    const { errors } = await subgraph.execute(query, { id: globalId("Enterprise", unknown) });
    expect(errors).toMatchObject([{ code: "NOT_FOUND" }]);
  }
  for (const none of [id.slice("Enterprise:".length), "Task:1", ""]) {
    const { errors } = await subgraph.execute(query, { id: none });
    expect(errors).toMatchObject([{ code: "BAD_USER_INPUT" }]);
  }
  const { enterprises } = await ask<{ enterprises: { nodes: object[] } }>(
    '{ enterprises(filter: { search: "anh DUONG" }) { nodes { id } } }',
  );
  expect(enterprises.nodes).toEqual([{ id }]);
});

it("says what share of the enterprises is generated, in totals and groups, as reported ones come and go", async () => {
  const ask = async () => {
    const { data, errors } = await subgraph.execute(`{
      all: enterpriseStats { totals { enterprises origin syntheticShare { numerator denominator } } }
      filtered: enterpriseStats(filter: { innovating: true }) { totals { enterprises origin syntheticShare { numerator denominator } } } }`);
    expect(errors).toEqual([]);
    return data as Record<
      string,
      {
        totals: {
          enterprises: number;
          origin: string;
          syntheticShare: { numerator: number; denominator: number };
        };
      }
    >;
  };
  const before = await ask();
  expect(before.all?.totals.origin).toBe("SYNTHETIC");
  await subgraph.database.rows(sql`
    INSERT INTO enterprise (name, kinds, innovating, origin) VALUES ('Doanh nghiệp có thật', '{}', TRUE, 'REPORTED')`);
  const after = await ask();
  for (const name of ["all", "filtered"]) {
    expect(after[name]?.totals.syntheticShare).toEqual({
      numerator: before[name]?.totals.syntheticShare.numerator,
      denominator: (before[name]?.totals.syntheticShare.denominator ?? 0) + 1,
    });
  }
  await subgraph.database.rows(sql`DELETE FROM enterprise WHERE name = 'Doanh nghiệp có thật'`);
  expect(await ask()).toEqual(before);
});
