import sql from "sql-template-tag";
import { exportRows, writeTemplate } from "../../../../shared/import/export-rows";
import { importText } from "../../../../test/support/subgraph/import-text";
import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../../subgraph";
import { importDatasets } from "./dataset.import";
import { importDistributions } from "./distribution.import";

let subgraph: TestSubgraph;
beforeEach(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterEach(() => subgraph.close());

const take = (content: string, argv: string[] = []) =>
  importText(infrastructure, subgraph.url, content, { argv });

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

function everything(): Promise<object> {
  return subgraph.database.row(sql`
    SELECT (SELECT md5(string_agg(d::text, ',' ORDER BY id)) FROM dataset d) AS datasets,
      (SELECT md5(string_agg(x::text, ',' ORDER BY id)) FROM distribution x) AS distributions,
      (SELECT md5(string_agg(a::text, ',' ORDER BY dataset_id, criterion)) FROM dataset_assessment a) AS assessments`);
}

const header =
  "Cơ quan công bố;Tên tập dữ liệu;Chủ đề;Từ khóa;Tần suất cập nhật;Cập nhật lúc;Giấy phép;Mức truy cập;Trên cổng dữ liệu mở;Hệ thống nguồn";
const file = (...rows: string[]) => `\uFEFF${[header, ...rows].join("\r\n")}\r\n`;

it("takes what is exported for what is there: export, then import, changes nothing", async () => {
  const before = await everything();
  const rows = await subgraph.database.rows<Record<string, unknown>>(sql`
    SELECT publisher_code AS publisher, title, description, theme, keywords, frequency, modified_at, license,
      access_level, on_open_data_portal, system_code AS system, graph_source FROM dataset ORDER BY id`);
  const exported = await textOf(exportRows(importDatasets, rows));
  expect((await take(exported)).lines).toEqual([
    "datasets: 191 rows: 0 inserted, 0 changed, 191 unchanged; nothing changed.",
  ]);
  const forms = await subgraph.database.rows<Record<string, unknown>>(sql`
    SELECT d.publisher_code AS publisher, d.title, x.access_url, x.format, x.byte_size
    FROM distribution x JOIN dataset d ON d.id = x.dataset_id ORDER BY x.id`);
  const exportedForms = await textOf(exportRows(importDistributions, forms));
  const answer = await take(exportedForms);
  expect(answer.lines).toEqual([
    `distributions: ${forms.length} rows: 0 inserted, 0 changed, ${forms.length} unchanged; nothing changed.`,
  ]);
  expect(await everything()).toEqual(before);
});

it("takes its own templates", async () => {
  for (const language of ["vi", "en"] as const) {
    for (const definition of [importDatasets, importDistributions]) {
      expect(await take(writeTemplate(definition, { language }), ["--dry-run"])).toMatchObject({ code: 0 });
    }
  }
});

it("adds and changes entries, and touches neither the criteria nor what the file has no column for", async () => {
  const row = (theme: string) =>
    `SYT;Tập mới;${theme};y tế; ;`.replace(" ;", "") +
    "Hằng ngày;2025-11-14T08:00:00+07:00;CC-BY-4.0;Mở;có;SYT-HT01";
  expect((await take(file(row("HEAL")))).lines).toEqual([
    expect.stringContaining("datasets: 1 rows: 1 inserted, 0 changed, 0 unchanged"),
  ]);
  await subgraph.dataSource.query(
    "UPDATE dataset SET accurate = TRUE, description = 'Giữ lại' WHERE title = 'Tập mới'",
  );
  expect((await take(file(row("SOCI")))).lines).toEqual([
    expect.stringContaining("datasets: 1 rows: 0 inserted, 1 changed, 0 unchanged"),
  ]);
  const { data } = await subgraph.execute(`{ datasets(filter: { search: "tap moi" }) { nodes {
    title theme description keywords license onOpenDataPortal itSystem { code } origin
    quality { met accurate { holds } live { holds } } } } }`);
  expect(data).toEqual({
    datasets: {
      nodes: [
        {
          title: "Tập mới",
          theme: "SOCI",
          description: "Giữ lại",
          keywords: ["y tế"],
          license: "CC-BY-4.0",
          onOpenDataPortal: true,
          itSystem: { code: "SYT-HT01" },
          origin: "REPORTED",
          quality: { met: 2, accurate: { holds: true }, live: { holds: true } },
        },
      ],
    },
  });
});

it("has no column for a criterion, computed or assessed", async () => {
  for (const column of ["live", "accurate", "sống"]) {
    const answer = await take(`${header};${column}\nSYT;A;HEAL;;DAILY;2025-11-01T08:00;;SHARED;không;;có\n`, [
      "--import",
      "datasets",
    ]);
    expect(answer.code).toBe(1);
    expect(answer.lines.join("\n")).toContain(column);
  }
});

it("names every bad row with line and column, and changes nothing", async () => {
  const before = await everything();
  const answer = await take(
    file(
      "XYZ;A;HEAL;;DAILY;2025-11-01T08:00;;SHARED;không;",
      "SYT;B;HEAL;;DAILY;2025-11-01T08:00;CC BY;SHARED;không;",
      "SYT;C;HEAL;;DAILY;2025-11-01T08:00;;OPEN;có;",
      "SYT;D;HEAL;;DAILY;2025-11-01T08:00;CC-BY-4.0;SHARED;có;",
      "SYT;E;HEAL;;DAILY;2025-11-14T12:00:01;;SHARED;không;",
      "SYT;F;FUN;;DAILY;2025-11-01T08:00;;SHARED;không;NONE",
      'SYT;G;HEAL;"a;a";DAILY;2025-11-01T08:00;;SHARED;không;NONE',
    ),
  );
  expect(answer.lines).toEqual([
    'line 2, column A (Cơ quan công bố): expected the code of a known organization, got "XYZ".',
    expect.stringMatching(
      /^line 3, column G \(Giấy phép\): expected an SPDX identifier such as .*, got "CC BY"/,
    ),
    expect.stringMatching(/^line 4, column G \(Giấy phép\): expected a licence of what is open, got nothing/),
    expect.stringMatching(/^line 5, column H \(Mức truy cập\): expected OPEN for the open data portal/),
    expect.stringMatching(
      /^line 6, column F \(Cập nhật lúc\): expected an instant up to now, 2025-11-14T05:00/,
    ),
    expect.stringMatching(/^line 7, column C \(Chủ đề\): expected one of AGRI, .*, got "FUN"/),
    expect.stringMatching(/^line 8, column D \(Từ khóa\): expected at most 50 words .*, got "a;a"/),
    "7 problems. Nothing was changed.",
  ]);
  expect(await everything()).toEqual(before);
});

it("refuses an address that a browser would run, and a dataset that is not there", async () => {
  const before = await everything();
  const answer = await take(
    [
      "Publisher,Title,Address,Format",
      "SYT,Danh sách cơ sở khám bệnh - chữa bệnh,https://a.vn,CSV",
      '"SYT","Danh mục hệ thống thông tin - Sở Y tế thành phố Hà Nội",javascript:alert(1),CSV',
      '"SYT","Danh mục hệ thống thông tin - Sở Y tế thành phố Hà Nội",data:text/html,CSV',
      "",
    ].join("\n"),
  );
  expect(answer.lines).toEqual([
    expect.stringMatching(/^line 2, column B \(Title\): expected the title of a dataset of this publisher/),
    expect.stringMatching(
      /^line 3, column C \(Address\): expected an http or https URL .*, got "javascript:alert\(1\)"/,
    ),
    expect.stringMatching(
      /^line 4, column C \(Address\): expected an http or https URL .*, got "data:text\/html"/,
    ),
    "3 problems. Nothing was changed.",
  ]);
  expect(await everything()).toEqual(before);
});
