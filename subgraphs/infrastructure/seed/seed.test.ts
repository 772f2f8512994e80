import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { readOrganizations } from "../../common/organization/read-organizations";
import { infrastructure } from "../subgraph";
import { generateDatasets } from "./catalogue/generate-datasets";
import { generateSystems } from "./catalogue/generate-it-systems";
import { generateReadiness } from "./generate-readiness";
import { withoutSystems } from "./seed-it-systems";
import { readAuthorities } from "./seed-organizations";

const owners = [
  ...readOrganizations().filter(({ kind }) => !withoutSystems.includes(kind)),
  ...readAuthorities(),
];

describe("the generators", () => {
  it("give the same rows every time", () => {
    expect(generateSystems(owners)).toEqual(generateSystems(owners));
    expect(generateDatasets(owners, new Map())).toEqual(generateDatasets(owners, new Map()));
    const none = new Set<string>();
    expect(generateReadiness(["00004", "00008"], none)).toEqual(generateReadiness(["00004", "00008"], none));
  });

  it("give other rows for another seed", () => {
    expect(generateSystems(owners, 1)).not.toEqual(generateSystems(owners, 2));
    expect(generateDatasets(owners, new Map(), 1)).not.toEqual(generateDatasets(owners, new Map(), 2));
  });

  it("change no dataset after noon of the calibration day", () => {
    const noon = new Date("2025-11-14T12:00:00+07:00");
    const datasets = generateDatasets(owners, new Map());
    expect(datasets.filter(({ dataset }) => dataset.modifiedAt > noon)).toEqual([]);
  });
});

describe("the seeded database", () => {
  let subgraph: TestSubgraph;

  beforeAll(async () => {
    subgraph = await openTestSubgraph(infrastructure);
  });

  afterAll(() => subgraph.close());

  it("marks every generated row as such, and every published one with its source", async () => {
    const origins = await subgraph.dataSource.query(`
      SELECT 'readiness_assessment' AS table, origin, count(*)::int FROM readiness_assessment GROUP BY 2
      UNION ALL SELECT 'it_system', origin, count(*)::int FROM it_system GROUP BY 2
      UNION ALL SELECT 'dataset', origin, count(*)::int FROM dataset GROUP BY 2
      UNION ALL SELECT 'platform', origin, count(source_id)::int FROM platform GROUP BY 2`);
    expect(origins).toEqual([
      { table: "readiness_assessment", origin: "SYNTHETIC", count: 126 * 7 * 4 },
      { table: "it_system", origin: "SYNTHETIC", count: 620 },
      { table: "dataset", origin: "SYNTHETIC", count: 191 },
      { table: "platform", origin: "PUBLISHED", count: 4 },
    ]);
  });

  it("points at no host that could exist", async () => {
    const elsewhere = await subgraph.dataSource.query(
      "SELECT access_url FROM distribution WHERE access_url NOT LIKE 'https://data.example.invalid/%'",
    );
    expect(elsewhere).toEqual([]);
  });

  it("takes every system of a dataset from its publisher", async () => {
    const foreign = await subgraph.dataSource.query(
      "SELECT d.id FROM dataset d JOIN it_system s ON s.code = d.system_code WHERE s.owner_code <> d.publisher_code",
    );
    expect(foreign).toEqual([]);
  });
});
