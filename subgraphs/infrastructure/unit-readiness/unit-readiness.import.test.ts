import sql from "sql-template-tag";
import { exportRows, writeTemplate } from "../../../shared/import/export-rows";
import { importText } from "../../../test/support/subgraph/import-text";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../subgraph";
import { importReadiness } from "./unit-readiness.import";

let subgraph: TestSubgraph;
beforeEach(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterEach(() => subgraph.close());

const take = (content: string, argv: string[] = []) =>
  importText(infrastructure, subgraph.url, content, { argv });
const file = (...rows: string[]) =>
  `${["Mã đơn vị,Tiêu chí,Ngày đánh giá,Đạt,Ghi chú", ...rows].join("\n")}\n`;

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

function everything(): Promise<object> {
  return subgraph.database.row(sql`
    SELECT md5(string_agg(a::text, ',' ORDER BY unit_code, criterion, assessed_on)) AS assessments
    FROM readiness_assessment a`);
}

it("takes what is exported for what is there: export, then import, changes nothing", async () => {
  const before = await everything();
  const rows = await subgraph.database.rows<Record<string, unknown>>(sql`
    SELECT unit_code AS unit, criterion, assessed_on, meets, note FROM readiness_assessment`);
  const exported = await textOf(exportRows(importReadiness, rows));
  expect((await take(exported)).lines).toEqual([
    "readiness: 3528 rows: 0 inserted, 0 changed, 3528 unchanged; nothing changed.",
  ]);
  expect(await everything()).toEqual(before);
});

it("takes its own template", async () => {
  for (const language of ["vi", "en"] as const) {
    expect(await take(writeTemplate(importReadiness, { language }), ["--dry-run"])).toMatchObject({
      code: 0,
    });
  }
});

it("adds a round of assessments that counts from its day on", async () => {
  const round = ["LAN", "WAN_CONNECTION", "may tinh", "Máy quét", "họp trực tuyến", "An toàn thông tin"];
  const rows = round.map((criterion) => `00004,${criterion},14/11/2025,có,`);
  const notMet = "00008,LAN,10/11/2025,không,Đứt cáp";
  expect((await take(file(...rows, notMet))).lines).toEqual([
    expect.stringContaining("readiness: 7 rows: 6 inserted, 1 changed, 0 unchanged"),
  ]);
  const { data } = await subgraph.execute(`{
    one: administrativeUnit(code: "00004") { readiness { meets assessedOn origin } }
    two: administrativeUnit(code: "00008") { readiness { meets criteria { criterion note } } } }`);
  expect(data).toMatchObject({
    // Of its connection the seeded assessment holds on.
    one: { readiness: { meets: true, assessedOn: "2025-11-14", origin: "SYNTHETIC" } },
    two: {
      readiness: { meets: false, criteria: expect.arrayContaining([{ criterion: "LAN", note: "Đứt cáp" }]) },
    },
  });
});

it("refuses what procedures owns, but for what is there already", async () => {
  const before = await everything();
  const [unit = ""] = (
    await subgraph.database.rows<{ code: string }>(sql`
      SELECT unit_code AS code FROM readiness_assessment
      WHERE criterion = 'SERVICE_CENTRE_CONNECTION' AND assessed_on = '2025-11-10' AND meets LIMIT 1`)
  ).map(({ code }) => code);
  const answer = await take(
    file(
      `${unit},SERVICE_CENTRE_CONNECTION,10/11/2025,có,`,
      `${unit},Kết nối Trung tâm Phục vụ hành chính công,14/11/2025,không,`,
    ),
  );
  expect(answer.lines).toEqual([
    expect.stringMatching(
      /^line 3, column B \(Tiêu chí\): expected a criterion that is assessed here.*procedures sector.*got "SERVICE_CENTRE_CONNECTION, not met"\.$/,
    ),
    "1 problem. Nothing was changed.",
  ]);
  expect(await everything()).toEqual(before);
});

it("names every bad row with line and column, and changes nothing", async () => {
  const before = await everything();
  const answer = await take(
    file(
      "4,LAN,14/11/2025,có,",
      "00004,WIFI,14/11/2025,có,",
      "00004,LAN,15/11/2025,có,",
      "00004,LAN,30/06/2025,có,",
      "00004,LAN,14/11/2025,maybe,",
      "99999,LAN,14/11/2025,có,",
      "00008,LAN,14/11/2025,có,",
      "00008,LAN,14/11/2025,không,",
    ),
  );
  expect(answer.lines).toEqual([
    'line 2, column A (Mã đơn vị): expected the code of a ward or commune, got "4" – zeros before it were lost: write 00004 (Ba Đình) as text.',
    expect.stringMatching(/^line 3, column B \(Tiêu chí\): expected one of LAN/),
    'line 4, column C (Ngày đánh giá): expected a day up to today, 2025-11-14, got "15/11/2025".',
    expect.stringMatching(/^line 5, column C \(Ngày đánh giá\): expected a day from 2025-07-01/),
    expect.stringMatching(/^line 6, column D \(Đạt\): expected yes/),
    'line 7, column A (Mã đơn vị): expected the code of a ward or commune, got "99999".',
    'line 9, column A (Mã đơn vị): expected another unit, criterion, assessed_on than that of an earlier line, got "00008, LAN, 2025-11-14" – as in line 8.',
    "7 problems. Nothing was changed.",
  ]);
  expect(await everything()).toEqual(before);
});
