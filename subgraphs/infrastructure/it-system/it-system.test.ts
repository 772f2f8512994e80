import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../subgraph";

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});

afterAll(() => subgraph.close());

interface SystemPage {
  totalCount: number;
  nodes: { code: string; name: string; migratedOn: string | null; hosting: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string; startCursor: string };
}

/** What came back, which must be without errors. */
async function ask<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
  const { data, errors } = await subgraph.execute(query, variables);
  expect(errors).toEqual([]);
  return data as Data;
}

async function count(filter: object): Promise<number> {
  const { itSystems } = await ask<{ itSystems: SystemPage }>(
    "query ($filter: ITSystemFilter) { itSystems(filter: $filter) { totalCount } }",
    { filter },
  );
  return itSystems.totalCount;
}

describe("itSystems", () => {
  it("counts the 409 systems that were published as migrated, hosted by the city and by nobody else", async () => {
    expect({
      all: await count({}),
      migrated: await count({ migration: { eq: "MIGRATED" } }),
      hostedByCity: await count({ hosting: { in: ["CITY_DATA_CENTRE", "CITY_CLOUD"] } }),
      both: await count({
        migration: { eq: "MIGRATED" },
        hosting: { in: ["CITY_DATA_CENTRE", "CITY_CLOUD"] },
      }),
      shared:
        (await count({ dataSharing: { in: ["PARTIAL", "SHARED"] } })) +
        (await count({ dataSharing: { eq: "CLOSED" } })),
    }).toEqual({ all: 620, migrated: 409, hostedByCity: 409, both: 409, shared: 620 });
    const { data } = await subgraph.execute(
      "{ itSystemStats { totals { systems migratedShare { numerator denominator } sharingData { numerator denominator } } } }",
    );
    const sharing = await count({ dataSharing: { in: ["PARTIAL", "SHARED"] } });
    expect(data?.itSystemStats).toEqual({
      totals: {
        systems: 620,
        migratedShare: { numerator: 409, denominator: 620 },
        sharingData: { numerator: sharing, denominator: 620 },
      },
    });
  });

  it.each([
    [{ owner: { in: ["SKHCN"] } }, 20],
    [{ owner: { in: ["SKHCN", "U00004"] } }, 22],
    [{ owner: { notIn: ["SKHCN"] } }, 600],
    [{ commissionedOn: { gt: "1900-01-01" } }, 620],
    [{ owner: { in: ["HN"] } }, 0],
    [{ search: "he thong QUAN ly tai san cong", owner: { in: ["SYT"] } }, 1],
    [{ search: "SYT-HT0" }, 9],
  ])("filter %j fits %i systems", async (filter, expected) => {
    expect(await count(filter)).toBe(expected);
  });

  it.each(["ASC", "DESC"])("orders by MIGRATED_ON %s through pages, the unmoved last", async (direction) => {
    const forwards: SystemPage["nodes"] = [];
    let after: string | null = null;
    do {
      const page: SystemPage = await read({ first: 190, after, direction });
      forwards.push(...page.nodes);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    const backwards: SystemPage["nodes"] = [];
    let before: string | null = null;
    do {
      const page: SystemPage = await read({ last: 200, before, direction });
      backwards.unshift(...page.nodes);
      before = page.pageInfo.hasPreviousPage ? page.pageInfo.startCursor : null;
    } while (before !== null);
    expect(backwards).toEqual(forwards);
    expect(new Set(forwards.map(({ code }) => code)).size).toBe(620);
    const days = forwards.map(({ migratedOn }) => migratedOn);
    const moved = days.filter((day) => day !== null);
    expect(days.slice(409).every((day) => day === null)).toBe(true);
    expect(moved).toEqual(direction === "ASC" ? moved.toSorted() : moved.toSorted().toReversed());
  });

  async function read(variables: object): Promise<SystemPage> {
    const { itSystems } = await ask<{ itSystems: SystemPage }>(
      `query ($first: Int, $after: String, $last: Int, $before: String, $direction: SortDirection!) {
        itSystems(first: $first, after: $after, last: $last, before: $before,
          orderBy: [{ field: MIGRATED_ON, direction: $direction }]) {
          nodes { code migratedOn } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
      { ...variables },
    );
    return itSystems;
  }
});

describe("itSystem", () => {
  it("gives a system with its owner", async () => {
    const { data, errors } = await subgraph.execute(
      '{ itSystem(code: "SKHCN-HT01") { code owner { code } securityLevel origin } }',
    );
    expect(errors).toEqual([]);
    expect(data?.itSystem).toEqual({
      code: "SKHCN-HT01",
      owner: { code: "SKHCN" },
      securityLevel: expect.any(Number),
      origin: "SYNTHETIC",
    });
  });

  it("says that an unknown code is none", async () => {
    const { data, errors } = await subgraph.execute('{ itSystem(code: "X") { code } }');
    expect({ data, codes: errors.map(({ code }) => code) }).toEqual({
      data: { itSystem: null },
      codes: ["NOT_FOUND"],
    });
  });
});

describe("the table it_system", () => {
  it.each([
    ["migrated, but on its owner's machines", "hosting = 'ON_PREMISES' WHERE migration = 'MIGRATED'"],
    ["hosted by the city, but not migrated", "hosting = 'CITY_CLOUD' WHERE migration = 'PLANNED'"],
    ["migrated on no day", "migrated_on = NULL WHERE migration = 'MIGRATED'"],
    ["moved on a day, but not migrated", "migrated_on = '2025-11-01' WHERE migration = 'PLANNED'"],
    ["migrated before it existed", "migrated_on = commissioned_on - 1 WHERE migration = 'MIGRATED'"],
    ["of an unknown owner", "owner_code = 'NOBODY'"],
  ])("takes no system %s", async (_, change) => {
    await expect(subgraph.dataSource.query(`UPDATE it_system SET ${change}`)).rejects.toThrow(
      /violates (check|foreign key) constraint/,
    );
  });
});

describe("Organization.itSystems", () => {
  it("gives each owner its own page, in two statements for all", async () => {
    const { data, errors, statements } = await subgraph.execute(
      `query ($references: [_Any!]!) { _entities(representations: $references) { ... on Organization {
        code itSystems(first: 1) { nodes { code } pageInfo { hasNextPage } } } } }`,
      {
        references: ["SKHCN", "U00004", "HN", "SKHCN"].map((code) => ({ __typename: "Organization", code })),
      },
    );
    const first = (code: string) => ({
      code,
      itSystems: { nodes: [{ code: `${code}-HT01` }], pageInfo: { hasNextPage: true } },
    });
    const none = { code: "HN", itSystems: { nodes: [], pageInfo: { hasNextPage: false } } };
    expect({ errors, statements }).toEqual({ errors: [], statements: 2 });
    expect(data?._entities).toEqual([first("SKHCN"), first("U00004"), none, first("SKHCN")]);
  });
});
