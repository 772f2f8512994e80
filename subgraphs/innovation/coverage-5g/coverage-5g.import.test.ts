import sql from "sql-template-tag";
import { exportRows, writeTemplate } from "../../../shared/import/export-rows";
import { importText } from "../../../test/support/subgraph/import-text";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { innovation } from "../subgraph";
import { importCoverage } from "./coverage-5g.import";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(innovation);
});
afterAll(() => subgraph.close());

const take = (content: string, argv: string[] = [], now?: string) =>
  importText(innovation, subgraph.url, content, {
    argv: ["--import", "coverage-5g", ...argv],
    ...(now !== undefined && { now }),
  });

const everything = () =>
  subgraph.database.row<object>(
    sql`SELECT md5(string_agg(c::text, ',' ORDER BY unit_code, month)) AS rows FROM coverage_5g c`,
  );

const header = "Mã phường, xã;Tháng;Số trạm 5G;Dân số được phủ sóng;Dân số";

it("takes what is exported for what is there, and its own template", async () => {
  const before = await everything();
  const rows = await subgraph.database.rows<Record<string, unknown>>(sql`
    SELECT unit_code AS unit, month, stations, population_covered, population FROM coverage_5g`);
  let exported = "";
  for await (const line of exportRows(importCoverage, rows)) exported += line;
  expect((await take(exported)).lines).toEqual([
    "coverage-5g: 630 rows: 0 inserted, 0 changed, 630 unchanged; nothing changed.",
  ]);
  expect(await everything()).toEqual(before);
  expect(await take(writeTemplate(importCoverage, {}), ["--dry-run"])).toMatchObject({ code: 0 });
});

it("replaces a month that was generated, and takes the population from where it knows it", async () => {
  const rows = [header, "00004;11/2025;30;50000;", "00008;2025-12;3;400;1000", "00025;2025-12;3;400;"];
  expect((await take(rows.join("\n"), [], "2025-12-20T09:00:00+07:00")).lines[0]).toMatch(
    /2 inserted, 1 changed, 0 unchanged/,
  );
  const found = await subgraph.database.rows<object>(sql`
    SELECT unit_code AS unit, month, stations, population_covered AS covered, population FROM coverage_5g
    WHERE origin = 'REPORTED' ORDER BY unit_code`);
  expect(found).toEqual([
    { unit: "00004", month: "2025-11-01", stations: 30, covered: 50_000, population: 65_023 },
    { unit: "00008", month: "2025-12-01", stations: 3, covered: 400, population: 1_000 },
    { unit: "00025", month: "2025-12-01", stations: 3, covered: 400, population: 97_034 },
  ]);
});

it("finds every bad row and changes nothing", async () => {
  const before = await everything();
  const cells = await take(
    [header, "00004;13/2025;1;1;", "00004;2025-12;1;1;", "00004;10/2025;-1;1;", "00004;09/2025;1;0.5;"].join(
      "\n",
    ),
  );
  expect(cells.lines).toEqual([
    expect.stringMatching(/^line 2, .*Tháng.*a month as 2025-11 or 11\/2025/),
    expect.stringMatching(/^line 3, .*Tháng.*has begun by 2025-11-14/),
    expect.stringMatching(/^line 4, .*Số trạm 5G/),
    expect.stringMatching(/^line 5, .*Dân số được phủ sóng/),
    "4 problems. Nothing was changed.",
  ]);
  const known = await take(
    [header, "99999;10/2025;1;1;", "01;10/2025;1;1;", "00004;10/2025;1;65024;", "00008;10/2025;1;11;10"].join(
      "\n",
    ),
  );
  expect(known.lines.toSorted()).toEqual([
    "4 problems. Nothing was changed.",
    expect.stringMatching(/^line 2, .*ward or commune.*99999/),
    expect.stringMatching(/^line 3, .*ward or commune.*01/),
    expect.stringMatching(/^line 4, .*no more than the population.*65024 of 65023/),
    expect.stringMatching(/^line 5, .*no more than the population.*11 of 10/),
  ]);
  expect(await everything()).toEqual(before);
});
