import sql from "sql-template-tag";
import { answerCatalogue } from "../../subgraphs/infrastructure/catalogue/dcat/answer-catalogue";
import { infrastructure } from "../../subgraphs/infrastructure/subgraph";
import { openTestSubgraph, type TestSubgraph } from "../support/subgraph/subgraph-harness";
import { measure, table } from "./support/measure";

const datasets = 50_000;
const systems = 10_000;
const limitMs = 50;

const quality =
  "quality { met accurate { holds } sufficient { holds } clean { holds } live { holds evidence } consistent { holds } shared { holds } }";
const stats = `datasets openData opened { value } meetingAllSix { value } accurate { value } sufficient { value }
  clean { value } live { value } consistent { value } shared { value }`;
const datasetRow = `id title publisher { code } theme frequency modifiedAt accessLevel distributions { format } ${quality}`;
const systemRow = "code name owner { code } hosting migration migratedOn dataSharing dataCentre { code }";

/** What a dashboard of this sector asks, each as one operation; the first is what the others are compared with. */
const queries: Record<string, string> = {
  "one dataset by its id": `{ dataset(id: "Dataset:1") { ${datasetRow} } }`,
  "first page of datasets by title": `{ datasets { nodes { ${datasetRow} } pageInfo { hasNextPage endCursor } } }`,
  "the same with the total": `{ datasets { totalCount nodes { ${datasetRow} } } }`,
  "latest datasets": `{ datasets(orderBy: [{ field: MODIFIED_AT }]) { nodes { ${datasetRow} } } }`,
  "best datasets": `{ datasets(orderBy: [{ field: QUALITY }]) { nodes { ${datasetRow} } } }`,
  "worst datasets": `{ datasets(orderBy: [{ field: QUALITY, direction: ASC }]) { nodes { ${datasetRow} } } }`,
  "datasets that are not live, with the total": `{ datasets(filter: { failing: { eq: LIVE } }) { totalCount nodes { ${datasetRow} } } }`,
  "datasets that fail any criterion, with the total": `{ datasets(filter: { failing: { in: [ACCURATE, SUFFICIENT, CLEAN, LIVE, CONSISTENT, SHARED] } }) { totalCount nodes { ${datasetRow} } } }`,
  "search in datasets, with the total": `{ datasets(filter: { search: "danh sach truong 4711" }) { totalCount nodes { ${datasetRow} } } }`,
  "search that fits thousands, with the total": `{ datasets(filter: { search: "danh sach" }) { totalCount nodes { ${datasetRow} } } }`,
  "datasets of a publisher": `{ datasets(filter: { publisher: { in: ["SYT"] } }) { totalCount nodes { ${datasetRow} } } }`,
  "figures of the catalogue": `{ datasetStats { totals { ${stats} } } }`,
  "figures of the open part": `{ datasetStats(filter: { onOpenDataPortal: true }) { totals { ${stats} } } }`,
  "figures of every publisher": `{ datasetStats(groupBy: [PUBLISHER]) { rows { publisher { code } measures { ${stats} } } } }`,
  "who has opened nothing":
    "{ datasetStats(groupBy: [PUBLISHER], having: [{ measure: OPEN_DATA, is: { eq: 0 } }]) { rows { publisher { code } measures { datasets } } } }",
  "first page of systems, with the total": `{ itSystems { totalCount nodes { ${systemRow} } } }`,
  "latest moves": `{ itSystems(orderBy: [{ field: MIGRATED_ON, direction: DESC }], filter: { migration: { eq: MIGRATED } }) { totalCount nodes { ${systemRow} } } }`,
  "search in systems": `{ itSystems(filter: { search: "quan ly tai san" }) { totalCount nodes { ${systemRow} } } }`,
  "data centres": "{ dataCentres { nodes { code cpuCores itSystemCount utilisation { value } } } }",
  "figures of the city": `{ administrativeUnitStats { totals { units readyShare { value } lan { value } wanConnection { value }
    computers { value } scanners { value } videoConference { value } serviceCentreConnection { value }
    informationSecurity { value } averageApplications } }
    itSystemStats { totals { systems migratedShare { value } sharingData { value } } } }`,
  "126 units with readiness": `{ administrativeUnits(first: 126) { nodes { code name kind population density readiness { meets criteria { criterion meets } } } } }`,
  "126 units by their applications": `{ administrativeUnits(first: 126, orderBy: [{ field: APPLICATIONS, direction: DESC }]) { nodes { code applications(first: 40) { nodes { code name replacedBy { code } } } } } }`,
  platforms: "{ platforms { nodes { code name milestone { code } } } }",
};

/** A dashboard of the sector at the size of the whole country's: every query within 50 ms at the 95th percentile. */
export async function run(): Promise<void> {
  const subgraph = await openTestSubgraph(infrastructure);
  try {
    await grow(subgraph);
    const rows: (string | number)[][] = [];
    let base = Number.NaN;
    for (const [name, query] of Object.entries(queries)) {
      const measured = await measure(async () => {
        const { errors } = await subgraph.execute(query);
        if (errors.length > 0) throw new Error(`${name}: expected an answer, got ${JSON.stringify(errors)}.`);
      });
      base = Number.isNaN(base) ? measured.p50 : base;
      const within = measured.p95 < limitMs ? "yes" : "NO";
      rows.push([
        name,
        measured.p50,
        measured.p95,
        measured.p99,
        `${(measured.p50 / base).toFixed(1)} ×`,
        within,
      ]);
    }
    console.log(
      `${datasets} datasets and ${systems} systems; milliseconds in the subgraph, 100 runs each.\n`,
    );
    console.log(table(["query", "p50", "p95", "p99", "to the first", `p95 < ${limitMs} ms`], rows));
    await measureCatalogue(subgraph);
  } finally {
    await subgraph.close();
  }
}

/** The catalogue for other portals: the whole document, and the answer that nothing has changed. */
async function measureCatalogue(subgraph: TestSubgraph): Promise<void> {
  const fetch = async (headers: Record<string, string>) => {
    const publicUrl = "https://graph.example.invalid";
    const answer = await answerCatalogue({ headers, publicUrl }, subgraph.context());
    let bytes = 0;
    for await (const piece of answer.body ?? []) bytes += Buffer.byteLength(piece);
    return { bytes, etag: answer.headers.etag ?? "" };
  };
  const before = process.memoryUsage().rss;
  const { bytes, etag } = await fetch({});
  const grown = process.memoryUsage().rss - before;
  const whole = await measure(() => fetch({}), { runs: 3, warmup: 0 });
  const same = await measure(() => fetch({ "if-none-match": etag }), { runs: 20, warmup: 2 });
  const rows = [
    ["the whole document", whole.p50, whole.p95, "1.0 ×"],
    ["304, nothing has changed", same.p50, same.p95, `${(same.p50 / whole.p50).toFixed(2)} ×`],
  ];
  const mib = (value: number) => `${(value / 2 ** 20).toFixed(1)} MiB`;
  console.log(`\ncatalogue.jsonld: ${mib(bytes)}; memory grew by ${mib(grown)} while it was written once.\n`);
  console.log(table(["catalogue.jsonld", "p50", "p95", "to the whole"], rows));
}

/** Multiplies the demonstration data, with titles and days of their own. */
async function grow({ database }: TestSubgraph): Promise<void> {
  await database.rows(sql`
    INSERT INTO it_system (code, name, owner_code, hosting, migration, migrated_on, commissioned_on, security_level,
      data_sharing, data_centre_code, cpu_cores, origin)
    SELECT code || '-' || n, name || ' số ' || n, owner_code, hosting, migration, migrated_on, commissioned_on,
      security_level, data_sharing, data_centre_code, cpu_cores, origin
    FROM (SELECT s.*, n, row_number() OVER (ORDER BY n, code) AS place
      FROM it_system s, generate_series(1, 17) n) copy
    WHERE place <= ${systems} - (SELECT count(*) FROM it_system)`);
  await database.rows(sql`
    INSERT INTO dataset (title, description, publisher_code, theme, keywords, frequency, modified_at, license,
      access_level, on_open_data_portal, system_code, accurate, sufficient, clean, consistent, shared, origin)
    SELECT title || ' số ' || n, description, publisher_code, theme, keywords, frequency,
      modified_at - n * interval '3 hours', license, access_level, on_open_data_portal, system_code,
      hashtext(title || n) % 10 <> 0, hashtext(title || n) % 7 <> 0, clean, consistent, shared, origin
    FROM (SELECT d.*, n, row_number() OVER (ORDER BY n, id) AS place
      FROM dataset d, generate_series(1, 300) n WHERE graph_source IS NULL) copy
    WHERE place <= ${datasets} - (SELECT count(*) FROM dataset)`);
  await database.rows(sql`
    INSERT INTO distribution (dataset_id, format, access_url, byte_size)
    SELECT d.id, f.format, 'https://data.example.invalid/files/' || d.id || '.' || lower(f.format), 4096
    FROM dataset d, unnest('{CSV,JSON}'::text[]) AS f(format)
    WHERE d.access_level = 'OPEN' AND NOT EXISTS (SELECT FROM distribution x WHERE x.dataset_id = d.id)`);
  await database.rows(sql`
    INSERT INTO dataset_assessment (dataset_id, criterion, evidence, assessed_on)
    SELECT d.id, c.criterion, 'Rà soát', '2025-11-01'
    FROM dataset d, unnest(enum_range(NULL::quality_criterion)) AS c(criterion)
    WHERE c.criterion <> 'LIVE' ON CONFLICT DO NOTHING`);
  await database.rows(sql`VACUUM ANALYZE`);
}
