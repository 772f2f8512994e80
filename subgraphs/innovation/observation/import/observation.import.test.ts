import sql from "sql-template-tag";
import { exportRows, writeTemplate } from "../../../../shared/import/export-rows";
import { importText } from "../../../../test/support/subgraph/import-text";
import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { readClaims } from "../../seed/published-claims";
import { innovation } from "../../subgraph";
import { importObservations } from "./observation.import";

/** How many figures the seed publishes. */
const reported = readClaims().filter(({ basis }) => basis === "REPORTED").length;

let subgraph: TestSubgraph;
beforeEach(async () => {
  subgraph = await openTestSubgraph(innovation);
});
afterEach(() => subgraph.close());

const header =
  "Mã chỉ số;Kỳ;Giá trị;Đơn vị tính;Mức độ chính xác;Mã đơn vị hành chính;Mã cơ quan;Nguồn;Ghi chú";
const file = (...rows: string[]) => `\uFEFF${[header, ...rows].join("\r\n")}\r\n`;
const late = "2026-02-01T09:00:00+07:00";
const take = (content: string, { argv = [], now = late }: { argv?: string[]; now?: string } = {}) =>
  importText(innovation, subgraph.url, content, { argv: ["--import", "observations", ...argv], now });

function everything(): Promise<object> {
  return subgraph.database.row(sql`
    SELECT md5(string_agg(o::text, ',' ORDER BY id)) AS observations FROM observation o`);
}

const rowsOf = (indicator: string) =>
  subgraph.database.rows<object>(sql`
    SELECT value, qualifier, status, note, period, period_start AS "start", period_end AS "end", area_code AS area,
      source_id AS source, revision, supersedes_id IS NOT NULL AS corrects, superseded_at AS superseded, origin
    FROM observation WHERE indicator_code = ${indicator} ORDER BY id`);

it("takes what is exported for what is there: export, then import, changes nothing", async () => {
  const before = await everything();
  const rows = await subgraph.database.rows<Record<string, unknown>>(sql`
    SELECT indicator_code AS indicator, period, value, qualifier, status, coalesce(area_code, 'VN') AS area,
      organization_code AS organization, source_id AS source, note
    FROM observation ORDER BY id`);
  let exported = "";
  for await (const line of exportRows(importObservations, rows)) exported += line;
  expect(await take(exported)).toEqual({
    code: 0,
    lines: [`observations: ${reported} rows: 0 inserted, 0 changed, ${reported} unchanged; nothing changed.`],
  });
  expect(await everything()).toEqual(before);
});

it("takes its own template", async () => {
  for (const language of ["vi", "en"] as const) {
    const template = writeTemplate(importObservations, { language });
    expect(await take(template, { argv: ["--dry-run"] })).toMatchObject({ code: 0 });
  }
});

it("adds what is new, makes a revision of what differs, and counts the rest as unchanged", async () => {
  const vietnamPlus = "vietnamplus-2025-11-14";
  const taken = await take(
    file(
      "dossiers.received;2025-10-01/2025-12-31;1500000;dossier;hơn;01;;;",
      `dossiers.digitisation-rate;2025-07-01/2025-11-12;0.8590;ratio;chính xác;01;;${vietnamPlus};`,
      `dossiers.sync-rate;2025-07-01/2025-11-12;1;;;01;;${vietnamPlus};`,
    ),
  );
  expect(taken.lines).toEqual(["observations: 3 rows: 1 inserted, 1 changed, 1 unchanged; all taken in."]);
  const at = new Date(late);
  expect((await rowsOf("dossiers.received")).at(-1)).toEqual({
    value: "1500000",
    qualifier: "MORE_THAN",
    status: "NORMAL",
    note: null,
    period: "2025-Q4",
    start: "2025-10-01",
    end: "2025-12-31",
    area: "01",
    source: null,
    revision: 1,
    corrects: false,
    superseded: null,
    origin: "REPORTED",
  });
  expect(await rowsOf("dossiers.digitisation-rate")).toMatchObject([
    { value: "0.8589", revision: 1, superseded: at },
    { value: "0.86", revision: 1, superseded: null },
    {
      value: "0.8590",
      revision: 2,
      corrects: true,
      superseded: null,
      origin: "PUBLISHED",
      source: vietnamPlus,
    },
  ]);
});

it("leaves a note alone when the file has no column for it, and drops it when the cell is empty", async () => {
  const source = "steering-committee-57-report-2025-11";
  const row = `tasks.central.completed-late;2025-01-01/2025-11-14;15;01;${source}`;
  const short = `indicator;period;value;area;source\n${row}\n`;
  expect((await take(short)).lines[0]).toMatch(/0 inserted, 0 changed, 1 unchanged/);
  const withNote = `indicator;period;value;area;source;note\n${row};\n`;
  expect((await take(withNote)).lines[0]).toMatch(/0 inserted, 1 changed, 0 unchanged/);
});

it("finds every bad row, says what was expected, and changes nothing", async () => {
  const before = await everything();
  const good = "dossiers.received;2025-10;5;;;01;;;";
  const syntax = await take(
    file(
      good,
      "dossiers.received;2025-Q5;5;;;01;;;",
      "dossiers.received;2025-09;1,5;;;01;;;",
      "dossiers.received;2027;5;;;01;;;",
    ),
  );
  expect(syntax).toEqual({
    code: 1,
    lines: [
      expect.stringMatching(/^line 3, .*Kỳ.*expected a year, quarter, month, day or range.*2025-Q5/),
      expect.stringMatching(/^line 5, .*Kỳ.*expected one that has begun by today, 2026-02-01.*2027/),
      'Note: line 4, column C (Giá trị): "1,5" was taken for 1.5 – a decimal comma.',
      "2 problems. Nothing was changed.",
    ],
  });
  const known = await take(
    file(
      good,
      "dossiers.digitisation-rate;2025-10;85.89;;;01;;;",
      "dossiers.digitisation-rate;2025-11;1243;;;01;;;",
      "dossiers.received;2025-11;-5;;;01;;;",
      "pii.rank;2025;0.5;;;01;;;",
      "dossiers.received;2025-08;5;hồ sơ;;01;;;",
      "no.such;2025-08;5;;;01;;;",
      "dossiers.received;2025-07;5;;;99999;;;",
      "dossiers.received;2025-06;5;;;01;XYZ;;",
      "dossiers.received;2025-05;5;;;01;;nowhere;",
      "dossiers.received;2025-10-01/2025-10-31;6;;;01;;;",
    ),
  );
  expect(known.code).toBe(1);
  const found = (text: RegExp) => expect.stringMatching(text);
  expect(known.lines.toSorted((left, right) => Number(left.slice(5, 7)) - Number(right.slice(5, 7)))).toEqual(
    expect.arrayContaining([
      found(/^line 3, .*share from 0 to 1.*85\.89" – if that is per cent, write 0\.8589/),
      found(/^line 4, .*share from 0 to 1.*1243/),
      found(/^line 5, .*at least 0.*-5/),
      found(/^line 6, .*a rank, a whole number from 1 on.*0\.5/),
      found(/^line 7, .*the unit of the indicator.*hồ sơ, where dossiers\.received is in dossier/),
      found(/^line 8, .*known indicator.*no\.such/),
      found(/^line 9, .*code of a unit.*99999/),
      found(/^line 10, .*known organization.*XYZ/),
      found(/^line 11, .*known source.*nowhere/),
      found(/^line 12, .*earlier line.*as in line 2/),
      "10 problems. Nothing was changed.",
    ]),
  );
  expect(known.lines).toHaveLength(11);
  expect(await everything()).toEqual(before);
});
