import sql from "sql-template-tag";
import { exportRows, writeTemplate } from "../../../../shared/import/export-rows";
import { importText } from "../../../../test/support/subgraph/import-text";
import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { innovation } from "../../subgraph";
import { importEnterprises } from "./enterprise.import";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(innovation);
});
afterAll(() => subgraph.close());

const take = (content: string, argv: string[] = []) =>
  importText(innovation, subgraph.url, content, { argv: ["--import", "enterprises", ...argv] });

const everything = () =>
  subgraph.database.row<object>(
    sql`SELECT md5(string_agg(e::text, ',' ORDER BY id)) AS rows FROM enterprise e`,
  );

it("takes what is exported for what is there: export, then import, changes nothing", async () => {
  const before = await everything();
  const rows = await subgraph.database.rows<Record<string, unknown>>(sql`
    SELECT name, nullif(kinds::text[], '{}') AS kinds, industry, unit_code AS unit, founded_on, certified_on, employees,
      revenue, innovating FROM enterprise ORDER BY id`);
  let exported = "";
  for await (const line of exportRows(importEnterprises, rows)) exported += line;
  expect(await take(exported)).toEqual({
    code: 0,
    lines: ["enterprises: 5000 rows: 0 inserted, 0 changed, 5000 unchanged; nothing changed."],
  });
  expect(await everything()).toEqual(before);
});

it("takes its own template", async () => {
  for (const language of ["vi", "en"] as const) {
    expect(await take(writeTemplate(importEnterprises, { language }), ["--dry-run"])).toMatchObject({
      code: 0,
    });
  }
});

it("adds and changes enterprises by their names, and leaves what the file does not have", async () => {
  const header = "Tên doanh nghiệp;Loại;Có đổi mới sáng tạo";
  const first = await take(
    [header, '"Doanh nghiệp mới ";"khoi nghiep; KHCN";có', "Doanh nghiệp mô phỏng 00001;;có"].join("\n"),
  );
  expect(first.lines[0]).toMatch(/^enterprises: 2 rows: 1 inserted, 1 changed, 0 unchanged/);
  const found = await subgraph.database.rows<object>(sql`
    SELECT name, kinds::text[] AS kinds, innovating, origin, industry IS NULL AS "hasNoIndustry" FROM enterprise
    WHERE name IN ('Doanh nghiệp mới', 'Doanh nghiệp mô phỏng 00001') ORDER BY origin, id DESC`);
  expect(found).toEqual([
    {
      name: "Doanh nghiệp mới",
      kinds: ["SCIENCE_TECHNOLOGY", "STARTUP"],
      innovating: true,
      origin: "REPORTED",
      hasNoIndustry: true,
    },
    {
      name: "Doanh nghiệp mô phỏng 00001",
      kinds: [],
      innovating: true,
      origin: "REPORTED",
      hasNoIndustry: false,
    },
  ]);
});

it("finds every bad row and changes nothing", async () => {
  const before = await everything();
  const headers = "Name;Kinds;Unit;Founded on;Certified on;Employees;Revenue;Innovating";
  const cells = await take(
    [
      headers,
      "A1;UNICORN;00004;;;;;có",
      "A2;STARTUP|STARTUP;00004;;;;;có",
      "A3;;00004;31/02/2025;;;;có",
      "A4;;00004;15/11/2025;;;;có",
      "A5;KHCN;00004;01/01/2020;01/01/2019;;;có",
      "A6;STARTUP;00004;;01/01/2019;;;có",
      "A7;;00004;;;-1;;có",
      "A8;;00004;;;;12,5;có",
      "A9;;00004;;;;;maybe",
      "=A1;;00004;;;;;có",
    ].join("\n"),
  );
  expect(cells.lines).toEqual([
    expect.stringMatching(/^line 2, .*Kinds.*expected SCIENCE_TECHNOLOGY, STARTUP, MAKE_IN_HANOI/),
    expect.stringMatching(/^line 3, .*Kinds.*twice/),
    expect.stringMatching(/^line 4, .*Founded on.*no such day/),
    expect.stringMatching(/^line 5, .*Founded on.*a day up to today, 2025-11-14/),
    expect.stringMatching(/^line 6, .*Certified on.*no day before that of founding/),
    expect.stringMatching(/^line 7, .*Kinds.*SCIENCE_TECHNOLOGY among them/),
    expect.stringMatching(/^line 8, .*Employees/),
    expect.stringMatching(/^line 9, .*Revenue.*at most 0 digits after the point/),
    expect.stringMatching(/^line 10, .*Innovating/),
    expect.stringMatching(/^line 11, .*Name.*formula/),
    "10 problems. Nothing was changed.",
  ]);
  const known = await take([headers, "B1;;99999;;;;;có", "B2;;01;;;;;có", "B2;;00004;;;;;có"].join("\n"));
  expect(known.lines.toSorted()).toEqual([
    "3 problems. Nothing was changed.",
    expect.stringMatching(/^line 2, .*known ward or commune.*99999/),
    expect.stringMatching(/^line 3, .*known ward or commune.*01/),
    expect.stringMatching(/^line 4, .*as in line 3/),
  ]);
  expect(await everything()).toEqual(before);
});
