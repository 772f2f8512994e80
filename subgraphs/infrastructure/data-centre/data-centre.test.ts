import { nodesOf } from "../../../test/support/subgraph/nodes-of";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterAll(() => subgraph.close());

interface Centre {
  code: string;
  itSystemCount: number;
  cpuCores: number;
  utilisation: { numerator: number; denominator: number; value: number };
}

async function centres(): Promise<Centre[]> {
  const { data, errors, statements } = await subgraph.execute(
    "{ dataCentres { nodes { code itSystemCount cpuCores utilisation { numerator denominator value } } } }",
  );
  expect({ errors, statements }).toEqual({ errors: [], statements: 3 });
  return nodesOf<Centre>(data, "dataCentres");
}

describe("dataCentres", () => {
  it("hold all 409 systems that moved, and are used as much as these are allotted", async () => {
    const list = await centres();
    expect(list.map(({ code }) => code)).toEqual(["TTDL-01", "TTDL-02"]);
    expect(list.reduce((sum, { itSystemCount }) => sum + itSystemCount, 0)).toBe(409);
    for (const { code, cpuCores, utilisation } of list) {
      const [row] = await subgraph.dataSource.query<{ cores: number }[]>(
        "SELECT sum(cpu_cores)::int AS cores FROM it_system WHERE data_centre_code = $1",
        [code],
      );
      const cores = row?.cores ?? Number.NaN;
      expect(utilisation).toEqual({ numerator: cores, denominator: cpuCores, value: cores / cpuCores });
    }
  });

  it("count a system without a stated allotment, and an empty one as unused", async () => {
    await subgraph.dataSource.query(`
      UPDATE it_system SET cpu_cores = NULL WHERE data_centre_code = 'TTDL-02';
      INSERT INTO data_centre VALUES ('TTDL-09', 'Mới', NULL, 100, 1.5, 10, 'REPORTED')`);
    const [, second, third] = await centres();
    expect(second).toMatchObject({ utilisation: { numerator: 0, denominator: 1_600, value: 0 } });
    expect(second?.itSystemCount).toBeGreaterThan(0);
    expect(third).toMatchObject({ code: "TTDL-09", itSystemCount: 0, utilisation: { value: 0 } });
  });

  it("are found by their names, and ordered by their size", async () => {
    const { data, errors } = await subgraph.execute(`{
      found: dataCentres(filter: { search: "moi" }) { nodes { code } }
      bySize: dataCentres(orderBy: [{ field: CPU_CORES, direction: DESC }]) { nodes { cpuCores } } }`);
    const { found, bySize } = data as Record<"found" | "bySize", { nodes: Centre[] }>;
    expect([errors, found]).toEqual([[], { nodes: [{ code: "TTDL-09" }] }]);
    const cores = bySize.nodes.map(({ cpuCores }) => cpuCores);
    expect(cores).toEqual(cores.toSorted((left, right) => right - left));
  });

  it("are named by the systems in them, and by no other", async () => {
    const { data } = await subgraph.execute(`{
      in: itSystems(filter: { migration: { eq: MIGRATED } }, first: 200) { nodes { dataCentre { code } cpuCores } }
      out: itSystems(filter: { migration: { eq: PLANNED } }, first: 200) { nodes { dataCentre { code } cpuCores } } }`);
    const { in: inside, out } = data as Record<string, { nodes: { dataCentre: object | null }[] }>;
    expect(inside?.nodes.filter(({ dataCentre }) => dataCentre === null)).toEqual([]);
    expect(
      out?.nodes.filter((node) => JSON.stringify(node) !== '{"dataCentre":null,"cpuCores":null}'),
    ).toEqual([]);
  });
});

describe("the table it_system", () => {
  it("takes no system into a data centre that has not moved", async () => {
    await expect(
      subgraph.dataSource.query(
        "UPDATE it_system SET data_centre_code = 'TTDL-01' WHERE migration = 'PLANNED'",
      ),
    ).rejects.toThrow(/it_system_data_centre_code_check/);
  });
});
