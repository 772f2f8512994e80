import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../subgraph";
import { QualityCriterion } from "./dataset-enums";

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
  // One dataset whose every value a test knows; its frequency lets it live until 2025-11-14T05:00:00Z.
  await subgraph.dataSource.query(`
    INSERT INTO dataset (id, title, description, publisher_code, theme, keywords, frequency, modified_at, license,
      access_level, on_open_data_portal, system_code, accurate, sufficient, clean, consistent, shared, origin)
    VALUES (9001, 'Đèn giao thông', 'Vị trí các đèn', 'SXD', 'TRAN', '{đèn,đảo phân luồng}', 'DAILY',
      '2025-11-13T02:36:00Z', 'CC-BY-4.0', 'OPEN', TRUE, 'SXD-HT01', TRUE, TRUE, TRUE, FALSE, TRUE, 'REPORTED');
    INSERT INTO dataset_assessment VALUES
      (9001, 'ACCURATE', 'Đối chiếu thực địa', 199, 200, '2025-11-01'),
      (9001, 'CONSISTENT', 'Mã riêng', NULL, NULL, '2025-11-03');
    INSERT INTO distribution (dataset_id, format, access_url, byte_size) VALUES
      (9001, 'JSON', 'https://data.example.invalid/files/den.json', 12345678901),
      (9001, 'API', 'https://data.example.invalid/api/den', NULL)`);
});

afterAll(() => subgraph.close());

/** What came back, which must be without errors. */
async function ask<Data>(
  query: string,
  variables: Record<string, unknown> = {},
  now?: string,
): Promise<Data> {
  const { data, errors } = await subgraph.execute(query, variables, now === undefined ? {} : { now });
  expect(errors).toEqual([]);
  return data as Data;
}

const check = "{ holds evidence rate { numerator denominator value } }";
const quality = `quality { accurate ${check} sufficient ${check} clean ${check} live ${check}
  consistent ${check} shared ${check} met assessedOn }`;

describe("dataset", () => {
  it("gives an entry with everything that belongs to it", async () => {
    const unassessed = { evidence: null, rate: null };
    const answer = await ask(
      `{ dataset(id: "Dataset:9001") { id title description publisher { code } theme keywords frequency modifiedAt license
        accessLevel onOpenDataPortal distributions { format accessUrl byteSize } itSystem { code } ${quality} origin } }`,
    );
    expect(answer).toEqual({
      dataset: {
        id: "Dataset:9001",
        title: "Đèn giao thông",
        description: "Vị trí các đèn",
        publisher: { code: "SXD" },
        theme: "TRAN",
        keywords: ["đèn", "đảo phân luồng"],
        frequency: "DAILY",
        modifiedAt: "2025-11-13T02:36:00.000Z",
        license: "CC-BY-4.0",
        accessLevel: "OPEN",
        onOpenDataPortal: true,
        distributions: [
          { format: "API", accessUrl: "https://data.example.invalid/api/den", byteSize: null },
          {
            format: "JSON",
            accessUrl: "https://data.example.invalid/files/den.json",
            byteSize: "12345678901",
          },
        ],
        itSystem: { code: "SXD-HT01" },
        quality: {
          accurate: {
            holds: true,
            evidence: "Đối chiếu thực địa",
            rate: { numerator: 199, denominator: 200, value: 0.995 },
          },
          sufficient: { holds: true, ...unassessed },
          clean: { holds: true, ...unassessed },
          live: { holds: true, evidence: "Hạn cập nhật: 2025-11-14T05:00:00.000Z", rate: null },
          consistent: { holds: false, evidence: "Mã riêng", rate: null },
          shared: { holds: true, ...unassessed },
          met: 5,
          assessedOn: "2025-11-03",
        },
        origin: "REPORTED",
      },
    });
  });

  it.each([
    ["Dataset:9", []],
    ["Dataset:9000000", ["NOT_FOUND"]],
    ["Dataset:abc", ["NOT_FOUND"]],
    ["Dataset:0", ["NOT_FOUND"]],
    ["Dataset:-1", ["NOT_FOUND"]],
    ["Dataset:9223372036854775808", ["NOT_FOUND"]],
    ["9", ["BAD_USER_INPUT"]],
    ["Organization:SXD", ["BAD_USER_INPUT"]],
    ["Dataset:9 ", ["BAD_USER_INPUT"]],
    ["Dataset:", ["BAD_USER_INPUT"]],
  ])("says whether %j is a dataset", async (id, codes) => {
    const { data, errors } = await subgraph.execute("query ($id: ID!) { dataset(id: $id) { id } }", { id });
    expect({ data, codes: errors.map(({ code }) => code) }).toEqual({
      data: { dataset: codes.length === 0 ? { id } : null },
      codes,
    });
  });

  it("was assessed today when nothing but live ever was", async () => {
    await subgraph.dataSource.query(`
      INSERT INTO dataset (id, title, publisher_code, theme, frequency, modified_at, access_level, origin)
      VALUES (9002, 'Mới', 'SXD', 'TRAN', 'IRREGULAR', '2025-11-01', 'SHARED', 'REPORTED')`);
    const query = '{ dataset(id: "Dataset:9002") { quality { met assessedOn live { holds evidence } } } }';
    const answer = await ask(query, {}, "2025-11-14T17:00:00Z");
    await subgraph.dataSource.query("DELETE FROM dataset WHERE id = 9002");
    const live = { holds: true, evidence: "Không cam kết chu kỳ cập nhật" };
    expect(answer).toEqual({ dataset: { quality: { met: 1, assessedOn: "2025-11-15", live } } });
  });
});

interface Page {
  totalCount: number;
  nodes: { id: string; title: string; quality: { met: number } & Record<string, { holds: boolean }> }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

const everyCheck =
  "accurate { holds } sufficient { holds } clean { holds } live { holds } consistent { holds } shared { holds }";

describe("the live criterion", () => {
  it.each([
    ["2025-11-14T05:00:00.000Z", true],
    ["2025-11-14T05:00:00.001Z", false],
  ])("at %s is %s in the field, the filter, the order and the counts", async (now, live) => {
    const found = await ask<{ dataset: unknown; datasets: Page; datasetStats: unknown }>(
      `query ($filter: DatasetFilter) { dataset(id: "Dataset:9001") { quality { live { holds } met } }
        datasets(filter: $filter) { nodes { id } }
        datasetStats(filter: { search: "den giao thong" }) { totals { live { numerator denominator } } } }`,
      { filter: { search: "den giao thong", failing: { eq: "LIVE" } } },
      now,
    );
    expect(found).toEqual({
      dataset: { quality: { live: { holds: live }, met: live ? 5 : 4 } },
      datasets: { nodes: live ? [] : [{ id: "Dataset:9001" }] },
      datasetStats: { totals: { live: { numerator: live ? 1 : 0, denominator: 1 } } },
    });
    const { datasets } = await ask<{ datasets: Page }>(
      "{ datasets(first: 200, orderBy: [{ field: QUALITY }]) { nodes { id quality { met } } } }",
      {},
      now,
    );
    const met = datasets.nodes.map((node) => node.quality.met);
    expect(met).toEqual(met.toSorted((left, right) => right - left));
    expect(datasets.nodes.find(({ id }) => id === "Dataset:9001")?.quality.met).toBe(live ? 5 : 4);
  });
});

describe("datasets", () => {
  it("has more than 125 on the open data portal, all open and licensed", async () => {
    const { datasets } = await ask<{ datasets: { totalCount: number; nodes: unknown[] } }>(
      '{ datasets(first: 200, filter: { onOpenDataPortal: true, publisher: { notIn: ["SXD"] } }) { totalCount nodes { accessLevel license } } }',
    );
    // 131 generated ones, of which 8 of SXD.
    expect(datasets.totalCount).toBe(123);
    expect(datasets.nodes).toEqual(
      datasets.nodes.map(() => ({ accessLevel: "OPEN", license: expect.stringMatching(/^(CC|ODbL)/) })),
    );
  });

  it.each(Object.values(QualityCriterion))(
    "fails %s in the filter exactly where the field says so",
    async (criterion) => {
      const query = `query ($filter: DatasetFilter) {
      datasets(first: 200, filter: $filter) { nodes { id quality { ${everyCheck} } } } }`;
      const { datasets: all } = await ask<{ datasets: Page }>(query);
      const { datasets: failing } = await ask<{ datasets: Page }>(query, {
        filter: { failing: { eq: criterion } },
      });
      const expected = all.nodes.filter(({ quality }) => quality[criterion.toLowerCase()]?.holds === false);
      expect(failing.nodes).toEqual(expected);
      expect(expected.length).toBeGreaterThan(0);
      expect(expected.length).toBeLessThan(all.nodes.length);
    },
  );

  it("fails one of several criteria when it fails at least one", async () => {
    const query = `query ($filter: DatasetFilter) {
      datasets(first: 200, filter: $filter) { nodes { id quality { clean { holds } live { holds } } } } }`;
    const { datasets: all } = await ask<{ datasets: Page }>(query);
    const { datasets } = await ask<{ datasets: Page }>(query, {
      filter: { failing: { in: ["CLEAN", "LIVE", "CLEAN"] } },
    });
    expect(datasets.nodes).toEqual(
      all.nodes.filter(({ quality }) => !quality.clean?.holds || !quality.live?.holds),
    );
  });

  it.each([
    [{ search: "DEN giao" }, ["Dataset:9001"]],
    [{ search: "DAO phan luong" }, ["Dataset:9001"]],
    [{ search: "vi tri cac den" }, ["Dataset:9001"]],
    [{ search: "den khong co" }, []],
    [{ search: "den giao", theme: { eq: "HEAL" } }, []],
    [{ search: "den giao", theme: { in: ["HEAL", "TRAN"] }, accessLevel: { eq: "OPEN" } }, ["Dataset:9001"]],
    [{ search: "den giao", accessLevel: { in: ["SHARED", "RESTRICTED"] } }, []],
    [{ search: "den giao", publisher: { in: ["SXD"] }, onOpenDataPortal: false }, []],
  ])("filter %j gives %j", async (filter, ids) => {
    const { datasets } = await ask<{ datasets: Page }>(
      "query ($filter: DatasetFilter) { datasets(filter: $filter) { nodes { id } } }",
      { filter },
    );
    expect(datasets.nodes.map(({ id }) => id)).toEqual(ids);
  });

  it.each([
    ["filter: { failing: { in: [] } }", "filter.failing.in: expected 1 to 1000 values; got 0."],
    ["filter: { theme: { in: [] } }", "filter.theme.in: expected 1 to 1000 values; got 0."],
    ["filter: { publisher: { in: [] } }", "filter.publisher.in: expected 1 to 1000 values; got 0."],
    [
      "orderBy: [{ field: QUALITY }, { field: QUALITY, direction: ASC }]",
      "orderBy: expected each field at most once; got QUALITY, QUALITY.",
    ],
  ])("refuses %s", async (args, message) => {
    const { data, errors } = await subgraph.execute(`{ datasets(${args}) { totalCount } }`);
    expect({ data, errors }).toEqual({
      data: { datasets: null },
      errors: [{ message, path: ["datasets"], code: "BAD_USER_INPUT" }],
    });
  });

  it.each(["QUALITY", "MODIFIED_AT", "TITLE"])(
    "orders by %s through pages, both ways the same rows",
    async (field) => {
      const read = async (direction: string): Promise<string[]> => {
        const ids: string[] = [];
        let after: string | null = null;
        do {
          const answer: { datasets: Page } = await ask(
            `query ($orderBy: [DatasetOrder!], $after: String) {
            datasets(first: 23, orderBy: $orderBy, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }`,
            { orderBy: [{ field, direction }], after },
          );
          ids.push(...answer.datasets.nodes.map(({ id }) => id));
          after = answer.datasets.pageInfo.hasNextPage ? answer.datasets.pageInfo.endCursor : null;
        } while (after !== null);
        return ids;
      };
      const descending = await read("DESC");
      expect(new Set(descending).size).toBe(192);
      expect(await read("ASC")).toEqual(descending.toReversed());
    },
  );

  it("reads a page with all that belongs to its datasets in a fixed number of statements", async () => {
    const query = `query ($first: Int) { datasets(first: $first) { totalCount
      nodes { publisher { code } distributions { format } itSystem { code } quality { met } } } }`;
    const { errors, statements } = await subgraph.execute(query, { first: 200 });
    // Keys, count, datasets, distributions, systems, quality.
    expect({ errors, statements }).toEqual({ errors: [], statements: 6 });
  });
});

describe("Organization.datasets", () => {
  it("gives each publisher its own page in the order of quality, in two statements for all", async () => {
    const query = `query ($references: [_Any!]!) { _entities(representations: $references) { ... on Organization {
      code datasets(first: 3, orderBy: [{ field: QUALITY, direction: DESC }]) { nodes { publisher { code } } } } } }`;
    const references = ["SYT", "SNV", "HN"].map((code) => ({ __typename: "Organization", code }));
    const { data, errors, statements } = await subgraph.execute(query, { references });
    const three = (code: string) => ({
      code,
      datasets: { nodes: Array.from({ length: 3 }, () => ({ publisher: { code } })) },
    });
    expect({ errors, statements }).toEqual({ errors: [], statements: 2 });
    expect(data?._entities).toEqual([three("SYT"), three("SNV"), { code: "HN", datasets: { nodes: [] } }]);
  });
});

describe("the tables of datasets", () => {
  it.each([
    ["on the portal without a licence", "UPDATE dataset SET license = NULL WHERE id = 9001"],
    ["on the portal without being open", "UPDATE dataset SET access_level = 'SHARED' WHERE id = 9001"],
    ["of an unknown publisher", "UPDATE dataset SET publisher_code = 'NOBODY' WHERE id = 9001"],
    ["of an unknown theme", "UPDATE dataset SET theme = 'FUN' WHERE id = 9001"],
    [
      "with an assessed live",
      "INSERT INTO dataset_assessment VALUES (9001, 'LIVE', '', NULL, NULL, '2025-11-01')",
    ],
    [
      "with more records held than checked",
      "UPDATE dataset_assessment SET numerator = 201 WHERE dataset_id = 9001",
    ],
    [
      "at an address with a script",
      "UPDATE distribution SET access_url = 'javascript:alert(1)' WHERE dataset_id = 9001",
    ],
  ])("take no dataset %s", async (_, statement) => {
    await expect(subgraph.dataSource.query(statement)).rejects.toThrow(
      /violates (check|foreign key) constraint/,
    );
  });
});
