import sql from "sql-template-tag";
import { exportRows, writeTemplate } from "../../../../shared/import/export-rows";
import { importText } from "../../../../test/support/subgraph/import-text";
import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { innovation } from "../../subgraph";
import { importIndexResults } from "./index-results.import";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(innovation);
});
afterAll(() => subgraph.close());

const take = (content: string, argv: string[] = []) =>
  importText(innovation, subgraph.url, content, { argv: ["--import", "index-results", ...argv] });

const everything = () =>
  subgraph.database.row<object>(sql`
    SELECT (SELECT md5(string_agg(r::text, ',' ORDER BY component_code, year)) FROM component_result r) AS results,
      (SELECT md5(string_agg(e::text, ',' ORDER BY index_code, year)) FROM index_edition e) AS editions`);

const header = "Mã chỉ số thành phần,Năm,Số địa phương xếp hạng,Thứ hạng,Điểm";

it("takes what is exported for what is there, and its own template", async () => {
  const before = await everything();
  const rows = await subgraph.database.rows<Record<string, unknown>>(sql`
    SELECT r.component_code AS component, r.year, e.field_size, r.rank, r.score::text AS score
    FROM component_result r JOIN index_edition e ON e.index_code = r.index_code AND e.year = r.year`);
  let exported = "";
  for await (const line of exportRows(importIndexResults, rows)) exported += line;
  expect((await take(exported)).lines).toEqual([
    "index-results: 52 rows: 0 inserted, 0 changed, 52 unchanged; nothing changed.",
  ]);
  expect(await everything()).toEqual(before);
  expect(await take(writeTemplate(importIndexResults, {}), ["--dry-run"])).toMatchObject({ code: 0 });
});

it("makes an edition that is not there, and counts its components anew", async () => {
  const rows = [header, "PII-C01,2026,34,1,", "PII-C02,2026,34,3,80.5", "PII-C01,2025,34,7,60"];
  expect((await take(rows.join("\n"))).lines[0]).toMatch(/2 inserted, 1 changed, 0 unchanged/);
  const { data } = await subgraph.execute(`{ compositeIndex(code: "PII") { edition(year: 2026) {
    fieldSize rank origin componentsRankedFirst componentCount results { score rank origin component { code } } } } }`);
  expect(data).toEqual({
    compositeIndex: {
      edition: {
        fieldSize: 34,
        rank: null,
        origin: "REPORTED",
        componentsRankedFirst: 1,
        componentCount: 2,
        results: [
          { score: null, rank: 1, origin: "REPORTED", component: { code: "PII-C01" } },
          { score: 80.5, rank: 3, origin: "REPORTED", component: { code: "PII-C02" } },
        ],
      },
    },
  });
});

it("finds every bad row and changes nothing", async () => {
  const before = await everything();
  const cells = await take(
    [
      header,
      "PII-C01,2025,34,35,",
      "PII-C02,2025,34,0,",
      "PII-C03,1999,34,1,",
      'PII-C04,2025,34,1,"80,5"',
    ].join("\n"),
  );
  expect(cells.lines).toEqual([
    expect.stringMatching(/^line 2, .*Thứ hạng.*a rank within the field of 34/),
    expect.stringMatching(/^line 3, .*Thứ hạng/),
    expect.stringMatching(/^line 4, .*Năm/),
    expect.stringMatching(/^Note: line 5, .*Điểm.*"80,5" was taken for 80\.5/),
    "3 problems. Nothing was changed.",
  ]);
  const known = await take(
    [header, "PII-C99,2025,34,1,", "PII-C01,2025,63,1,", "PII-C01,2030,34,1,", "PII-C02,2030,63,1,"].join(
      "\n",
    ),
  );
  expect(known.lines.toSorted()).toEqual([
    "2 problems in 3 places. Nothing was changed.",
    expect.stringMatching(/^line 2, .*known component.*PII-C99/),
    expect.stringMatching(/^lines 3, 5, .*field size of that edition.*63, where it is 34/),
  ]);
  expect(await everything()).toEqual(before);
});
