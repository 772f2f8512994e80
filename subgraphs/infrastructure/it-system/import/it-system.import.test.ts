import sql from "sql-template-tag";
import { exportRows, writeTemplate } from "../../../../shared/import/export-rows";
import { importText } from "../../../../test/support/subgraph/import-text";
import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../../subgraph";
import { importSystems } from "./it-system.import";

let subgraph: TestSubgraph;
beforeEach(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterEach(() => subgraph.close());

const take = (content: string, argv = ["--import", "systems"]) =>
  importText(infrastructure, subgraph.url, content, { argv });
const header =
  "Mã hệ thống;Tên hệ thống;Cơ quan chủ quản;Ngày đưa vào sử dụng;Nơi đặt;Tình trạng chuyển;Ngày chuyển;Mức độ chia sẻ;Trung tâm dữ liệu";
const file = (...rows: string[]) => `\uFEFF${[header, ...rows].join("\r\n")}\r\n`;

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

function everything(): Promise<object> {
  return subgraph.database.row(sql`
    SELECT md5(string_agg(s::text, ',' ORDER BY code)) AS systems FROM it_system s`);
}

it("takes what is exported for what is there: export, then import, changes nothing", async () => {
  const before = await everything();
  const rows = await subgraph.database.rows<Record<string, unknown>>(sql`
    SELECT code, name, owner_code AS owner, commissioned_on, hosting, migration, migrated_on, data_sharing,
      security_level, data_centre_code AS data_centre, cpu_cores FROM it_system ORDER BY code`);
  const exported = await textOf(exportRows(importSystems, rows));
  expect(await take(exported)).toEqual({
    code: 0,
    lines: ["systems: 620 rows: 0 inserted, 0 changed, 620 unchanged; nothing changed."],
  });
  expect(await everything()).toEqual(before);
});

it("takes its own template", async () => {
  for (const language of ["vi", "en"] as const) {
    const template = writeTemplate(importSystems, { language });
    expect(await take(template, ["--dry-run"])).toMatchObject({ code: 0 });
  }
});

it("adds what is new, changes what differs, and keeps what the file has no column for", async () => {
  const before = await subgraph.execute('{ itSystem(code: "SYT-HT01") { securityLevel } }');
  const row = (name: string) =>
    `SYT-HT01;${name};SYT;01/01/2015;Đám mây Thành phố;Đã chuyển;20/08/2025;Một phần;TTDL-02`;
  const fresh = "SYT-M1;Mới;SYT;01/01/2020;tại đơn vị;CHUA CHUYEN;;CLOSED;";
  expect((await take(file(row("Tên khác"), fresh))).lines).toEqual([
    expect.stringContaining("systems: 2 rows: 1 inserted, 1 changed, 0 unchanged"),
  ]);
  expect((await take(file(row("Tên khác"), fresh))).lines).toEqual([
    "systems: 2 rows: 0 inserted, 0 changed, 2 unchanged; nothing changed.",
  ]);
  const { data } =
    await subgraph.execute(`{ old: itSystem(code: "SYT-HT01") { name hosting migration migratedOn
      dataCentre { code } securityLevel origin }
    new: itSystem(code: "SYT-M1") { name hosting migration migratedOn dataCentre { code } dataSharing origin } }`);
  expect(data).toEqual({
    old: {
      name: "Tên khác",
      hosting: "CITY_CLOUD",
      migration: "MIGRATED",
      migratedOn: "2025-08-20",
      dataCentre: { code: "TTDL-02" },
      securityLevel: (before.data as { itSystem: { securityLevel: number } }).itSystem.securityLevel,
      origin: "REPORTED",
    },
    new: {
      name: "Mới",
      hosting: "ON_PREMISES",
      migration: "NOT_STARTED",
      migratedOn: null,
      dataCentre: null,
      dataSharing: "CLOSED",
      origin: "REPORTED",
    },
  });
});

it("names every bad row with line and column, and changes nothing", async () => {
  const before = await everything();
  const answer = await take(
    file(
      "SYT-M1;Mới;SYT;02/01/2020;CITY_CLOUD;MIGRATED;01/01/2020;CLOSED;",
      "SYT-M2;Mới;SYT;02/01/2020;CITY_CLOUD;PLANNED;;CLOSED;",
      "SYT-M3;Mới;SYT;02/01/2020;ON_PREMISES;PLANNED;;CLOSED;TTDL-01",
      "SYT-M4;Mới;SYT;02/01/2020;CITY_CLOUD;MIGRATED;15/11/2025;CLOSED;",
      "SYT-M5;Mới;SYT;15/11/2025;ON_PREMISES;PLANNED;;CLOSED;",
      "SYT-M6;Mới;SYT;02/01/2020;CITY_CLOUD;MIGRATED;02/01/2020;CLOSED;TTDL-77",
      "SYT-M9;Mới;XYZ;02/01/2020;ON_PREMISES;PLANNED;;CLOSED;",
      "SYT M7;Mới;SYT;02/01/2020;trên mây;PLANNED;;CLOSED;",
    ),
  );
  expect(answer.code).toBe(1);
  expect(answer.lines).toEqual([
    'line 2, column G (Ngày chuyển): expected no day before the system was in use, 2020-01-02, got "01/01/2020".',
    expect.stringMatching(/^line 3, column E \(Nơi đặt\): expected ON_PREMISES or PUBLIC_CLOUD for a system/),
    'line 4, column I (Trung tâm dữ liệu): expected no data centre for a system that is not migrated, got "TTDL-01".',
    expect.stringMatching(/^line 5, column G \(Ngày chuyển\): expected today, 2025-11-14, or before/),
    'line 6, column D (Ngày đưa vào sử dụng): expected a day up to today, 2025-11-14, got "15/11/2025".',
    'line 7, column I (Trung tâm dữ liệu): expected the code of a known data centre, got "TTDL-77".',
    'line 8, column C (Cơ quan chủ quản): expected the code of a known organization, got "XYZ".',
    expect.stringMatching(/^line 9, column A \(Mã hệ thống\): expected 1 to 50 letters/),
    expect.stringMatching(/^line 9, column E \(Nơi đặt\): expected one of ON_PREMISES/),
    "9 problems. Nothing was changed.",
  ]);
  expect(await everything()).toEqual(before);
});
