import { nodesOf } from "../../../test/support/subgraph/nodes-of";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterAll(() => subgraph.close());

interface Unit {
  code: string;
  applications: { nodes: { code: string; replacedBy: { code: string } | null }[]; totalCount: number };
}

async function ask<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
  const { data, errors } = await subgraph.execute(query, variables);
  expect(errors).toEqual([]);
  return data as Data;
}

describe("applications", () => {
  it("come to the published 20 for each unit on average, computed from the rows", async () => {
    const average = "administrativeUnitStats { totals { averageApplications } }";
    const { administrativeUnits, ...stats } = await ask<{ administrativeUnits: { nodes: Unit[] } }>(
      `{ administrativeUnits(first: 200) { nodes { code applications { totalCount } } } ${average} }`,
    );
    const counts = administrativeUnits.nodes.map((unit) => unit.applications.totalCount);
    expect(counts.reduce((sum, count) => sum + count, 0) / counts.length).toBe(20);
    expect(stats).toEqual({ administrativeUnitStats: { totals: { averageApplications: 20 } } });
    // Not every unit has the average.
    expect(new Set(counts).size).toBeGreaterThan(5);
    await subgraph.dataSource.query("DELETE FROM unit_application WHERE unit_code = '00004'");
    const after = await ask(`{ ${average} }`);
    const left = counts.reduce((sum, count) => sum + count, 0) - (counts[0] ?? 0);
    expect(after).toEqual({ administrativeUnitStats: { totals: { averageApplications: left / 126 } } });
  });

  it("of the city are those of all its units", async () => {
    const { city } = await ask<{ city: Unit }>(
      '{ city: administrativeUnit(code: "01") { code applications(first: 200) { totalCount nodes { code } } } }',
    );
    const used = await subgraph.dataSource.query<{ code: string }[]>(
      "SELECT DISTINCT application_code AS code FROM unit_application ORDER BY 1",
    );
    expect(city.applications).toEqual({ totalCount: used.length, nodes: used });
  });

  it("name what replaces them, and how many units work with each, in a fixed number of statements", async () => {
    const query = `{ applications(filter: { replaceable: true }, first: 200) { nodes {
      code unitCount owner { code } replacedBy { code unitCount replacedBy { code } } origin } } }`;
    const { data, errors, statements } = await subgraph.execute(query);
    const list = nodesOf<{ code: string; unitCount: number }>(data, "applications");
    // Keys, applications, the units of all of them.
    expect(errors).toEqual([]);
    expect(statements).toBeLessThanOrEqual(4);
    expect(list.length).toBeGreaterThan(5);
    const [counted] = await subgraph.dataSource.query<{ units: number }[]>(
      "SELECT count(*)::int AS units FROM unit_application WHERE application_code = $1",
      [list[0]?.code],
    );
    expect(list[0]).toEqual({
      code: list[0]?.code,
      unitCount: counted?.units,
      owner: { code: expect.any(String) },
      replacedBy: { code: expect.any(String), unitCount: 125, replacedBy: null },
      origin: "SYNTHETIC",
    });
    const { others, all } = await ask<Record<"others" | "all", Unit["applications"]>>(`{
      others: applications(filter: { replaceable: false }, first: 200) { totalCount nodes { replacedBy { code } } }
      all: applications { totalCount } }`);
    expect(others.nodes.filter(({ replacedBy }) => replacedBy !== null)).toEqual([]);
    expect(all.totalCount).toBe(list.length + others.totalCount);
  });

  it("of 126 units are read in a fixed number of statements", async () => {
    const { errors, statements } = await subgraph.execute(
      "{ administrativeUnits(first: 200) { nodes { applications(first: 40) { nodes { code name unitCount replacedBy { code name } } } } } }",
    );
    // Keys, units, keys of applications, applications, counts.
    expect(errors).toEqual([]);
    expect(statements).toBeLessThanOrEqual(6);
  });
});

describe("the lists of applications", () => {
  interface Listed {
    nodes: { code: string; unitCount: number }[];
  }

  it("are ordered by how many units work with each, most first, and equals by code", async () => {
    const list =
      "applications(first: 200, orderBy: [{ field: UNIT_COUNT, direction: DESC }, { field: CODE }])";
    const { applications, administrativeUnit } = await ask<{
      applications: Listed;
      administrativeUnit: { applications: Listed };
    }>(
      `{ ${list} { nodes { code unitCount } } administrativeUnit(code: "00008") { ${list} { nodes { code unitCount } } } }`,
    );
    for (const { nodes } of [applications, administrativeUnit.applications])
      expect(nodes).toEqual(
        nodes.toSorted(
          (left, right) => right.unitCount - left.unitCount || (left.code < right.code ? -1 : 1),
        ),
      );
    const codes = applications.nodes.map(({ code }) => code);
    expect(codes).toEqual(
      expect.arrayContaining(administrativeUnit.applications.nodes.map(({ code }) => code)),
    );
    expect(administrativeUnit.applications.nodes.length).toBeLessThan(codes.length);
  });

  it("are those of an owner or a name", async () => {
    const [row] = await subgraph.dataSource.query<
      { owner: string; name: string; code: string; owned: number }[]
    >(
      `SELECT owner_code AS owner, name, code, (count(*) OVER (PARTITION BY owner_code))::int AS owned
       FROM application ORDER BY code LIMIT 1`,
    );
    const { owned, named } = await ask<Record<"owned" | "named", { totalCount: number; nodes: object[] }>>(
      `query ($owned: ApplicationFilter, $named: ApplicationFilter) {
        owned: applications(filter: $owned) { totalCount } named: applications(filter: $named) { nodes { code } } }`,
      { owned: { owner: { eq: row?.owner } }, named: { search: `${row?.code} ${row?.name}` } },
    );
    expect({ owned, named }).toEqual({
      owned: { totalCount: row?.owned },
      named: { nodes: [{ code: row?.code }] },
    });
  });
});

describe("a chain of replacements", () => {
  it("is followed to its end, and round a circle as far as it is asked", async () => {
    await subgraph.dataSource.query(`
      INSERT INTO application VALUES
        ('Z-1', 'Một', 'SYT', NULL, NULL, 'REPORTED'), ('Z-2', 'Hai', 'SYT', NULL, 'Z-1', 'REPORTED'),
        ('Z-3', 'Ba', 'SYT', NULL, 'Z-2', 'REPORTED');
      INSERT INTO unit_application VALUES ('00008', 'Z-3')`);
    const follow = async () => {
      const { administrativeUnit } = await ask<{ administrativeUnit: Unit }>(
        '{ administrativeUnit(code: "00008") { applications(last: 1) { nodes { code replacedBy { code replacedBy { code replacedBy { code } } } } } } }',
      );
      return administrativeUnit.applications.nodes[0];
    };
    const end = { code: "Z-2", replacedBy: { code: "Z-1", replacedBy: null as object | null } };
    expect(await follow()).toEqual({ code: "Z-3", replacedBy: end });
    await subgraph.dataSource.query("UPDATE application SET replaced_by_code = 'Z-3' WHERE code = 'Z-1'");
    end.replacedBy.replacedBy = { code: "Z-3" };
    expect(await follow()).toEqual({ code: "Z-3", replacedBy: end });
  });
});

describe("the table application", () => {
  it("takes no application that replaces itself", async () => {
    await expect(
      subgraph.dataSource.query("UPDATE application SET replaced_by_code = code WHERE code = 'UD-01'"),
    ).rejects.toThrow(/application_replaced_by_code_check/);
  });
});
