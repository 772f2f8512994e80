import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterAll(() => subgraph.close());

interface Unit {
  code: string;
  applications: { code: string; replacedBy: { code: string } | null }[];
}

async function ask<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
  const { data, errors } = await subgraph.execute(query, variables);
  expect(errors).toEqual([]);
  return data as Data;
}

describe("applications", () => {
  it("come to the published 20 for each unit on average, computed from the rows", async () => {
    const { administrativeUnits, infrastructureStats } = await ask<{
      administrativeUnits: { nodes: Unit[] };
      infrastructureStats: { averageApplicationsPerUnit: number };
    }>(`{ administrativeUnits(first: 200) { nodes { code applications { code } } }
      infrastructureStats { averageApplicationsPerUnit } }`);
    const counts = administrativeUnits.nodes.map((unit) => unit.applications.length);
    expect(counts.reduce((sum, count) => sum + count, 0) / counts.length).toBe(20);
    expect(infrastructureStats).toEqual({ averageApplicationsPerUnit: 20 });
    // Not every unit has the average.
    expect(new Set(counts).size).toBeGreaterThan(5);
    await subgraph.dataSource.query("DELETE FROM unit_application WHERE unit_code = '00004'");
    const after = await ask("{ infrastructureStats { averageApplicationsPerUnit } }");
    const left = counts.reduce((sum, count) => sum + count, 0) - (counts[0] ?? 0);
    expect(after).toEqual({ infrastructureStats: { averageApplicationsPerUnit: left / 126 } });
  });

  it("of the city are those of all its units", async () => {
    const { city } = await ask<{ city: Unit }>(
      '{ city: administrativeUnit(code: "01") { code applications { code } } }',
    );
    const used = await subgraph.dataSource.query<{ code: string }[]>(
      "SELECT DISTINCT application_code AS code FROM unit_application ORDER BY 1",
    );
    expect(city.applications).toEqual(used);
  });

  it("name what replaces them, and how many units work with each, in a fixed number of statements", async () => {
    const query = `{ applications(replaceable: true) { code units owner { code } replacedBy { code units replacedBy { code } } origin } }`;
    const { data, errors, statements } = await subgraph.execute(query);
    const list = data?.applications as { code: string; units: number; replacedBy: { units: number } }[];
    // The list, and the units of all in it.
    expect(errors).toEqual([]);
    expect(statements).toBeLessThanOrEqual(3);
    expect(list.length).toBeGreaterThan(5);
    const [counted] = await subgraph.dataSource.query<{ units: number }[]>(
      "SELECT count(*)::int AS units FROM unit_application WHERE application_code = $1",
      [list[0]?.code],
    );
    expect(list[0]).toEqual({
      code: list[0]?.code,
      units: counted?.units,
      owner: { code: expect.any(String) },
      replacedBy: { code: expect.any(String), units: 125, replacedBy: null },
      origin: "SYNTHETIC",
    });
    const others = await ask<{ applications: { replacedBy: object | null }[] }>(
      "{ applications(replaceable: false) { replacedBy { code } } }",
    );
    expect(others.applications.filter(({ replacedBy }) => replacedBy !== null)).toEqual([]);
    const all = await ask<{ applications: object[] }>("{ applications { code } }");
    expect(all.applications).toHaveLength(list.length + others.applications.length);
  });

  it("of 126 units are read in a fixed number of statements", async () => {
    const { errors, statements } = await subgraph.execute(
      "{ administrativeUnits(first: 200) { nodes { applications { code name units replacedBy { code name } } } } }",
    );
    // Keys, units, codes, applications, counts, replacing applications.
    expect(errors).toEqual([]);
    expect(statements).toBeLessThanOrEqual(6);
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
        '{ administrativeUnit(code: "00008") { applications { code replacedBy { code replacedBy { code replacedBy { code } } } } } }',
      );
      return administrativeUnit.applications.at(-1);
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
