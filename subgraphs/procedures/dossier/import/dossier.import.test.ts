import sql from "sql-template-tag";
import { exportRows, writeTemplate } from "../../../../shared/import/export-rows";
import { dossierFile, returned } from "../../../../test/support/statistics/dossier-file";
import { event, ImportedDossiers, summary } from "../fixture/imported-dossiers";
import { importDossiers } from "./dossier.import";

let dossiers: ImportedDossiers;
beforeEach(async () => {
  dossiers = await ImportedDossiers.open();
});
afterEach(() => dossiers.close());

it("imports dossiers with their codes and events, also of months without any, and statistics count them", async () => {
  const counted = async () => {
    const { data } = await dossiers.subgraph.execute(
      "{ dossierStats { totals { received resolved pending } } }",
    );
    return data?.dossierStats as { totals: { received: number; resolved: number; pending: number } };
  };
  const before = (await counted()).totals;
  const old = { received: "2019-02-28T23:30:00Z", due: "15/03/2019 17:00" };
  expect(
    await dossiers.import(
      dossierFile(dossiers.row("R26-1"), dossiers.row("R26-2", returned), dossiers.row("R26-3", old)),
    ),
  ).toEqual(summary(3, 0, 0));
  expect(await counted()).toEqual({
    totals: {
      received: before.received + 3,
      resolved: before.resolved + 1,
      pending: before.pending + 2,
    },
  });
  await dossiers.expectTrueStatistics();
  const { data } = await dossiers.subgraph.execute(
    `{ dossiers(filter: { receivedOn: { lt: "2019-03-02" } }) { nodes { id code receivedAt } } }`,
  );
  expect(data?.dossiers).toEqual({
    nodes: [
      {
        id: expect.stringMatching(/^Dossier:201903\d{12}$/),
        code: "R26-3",
        receivedAt: "2019-02-28T23:30:00.000Z",
      },
    ],
  });
  expect(await dossiers.eventsOf("R26-2")).toEqual([
    event("REGISTERED", "2025-11-03T08:30+07:00"),
    event("RESOLVED", "2025-11-07T15:10:00.123+07:00"),
    event("RETURNED", "2025-11-14T12:00+07:00", "Import"),
  ]);
});

it("updates the statistics of the planner after many dossiers of a new month", async () => {
  const rows = Array.from({ length: 1500 }, (_, at) =>
    dossiers.row(`R26-${at}`, { received: "03/02/2024 08:30" }),
  );
  expect(await dossiers.import(dossierFile(...rows))).toEqual(summary(1500, 0, 0));
  const known = await dossiers.subgraph.database.rows(sql`
    SELECT relname, reltuples::int AS rows FROM pg_class WHERE relname IN ('dossier', 'dossier_2024_02') ORDER BY 1`);
  expect(known).toEqual([
    { relname: "dossier", rows: 13933 },
    { relname: "dossier_2024_02", rows: 1500 },
  ]);
});

it("changes nothing when an export is imported", async () => {
  await dossiers.import(
    dossierFile(
      dossiers.row("R26-1"),
      dossiers.row("R26-2", returned),
      dossiers.row("R26-3", { status: "REJECTED", applicant: "ENTERPRISE" }),
    ),
  );
  const before = await dossiers.hashes();
  const rows = await dossiers.subgraph.database.rows<Record<string, unknown>>(sql`
    SELECT c.code, procedure_code AS procedure, organization_code AS organization, unit_code AS unit, channel, applicant,
      status, received_at, due_at,
      to_char(resolved_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS resolved_at,
      digitised, electronic_result, payment, synchronised_at, satisfaction
    FROM dossier d JOIN dossier_code c ON c.dossier_id = d.id ORDER BY c.code`);
  let exported = "";
  for await (const line of exportRows(importDossiers, rows)) exported += line;
  expect(await dossiers.import(exported)).toEqual(summary(0, 0, 3));
  expect(await dossiers.hashes()).toEqual({ ...before, runs: 2 });
});

it("imports its own template", async () => {
  for (const language of ["vi", "en"] as const) {
    const template = writeTemplate(importDossiers, { language }).replaceAll("1.001193", dossiers.procedure);
    expect(await dossiers.import(template, { argv: ["--dry-run"] })).toMatchObject({ code: 0 });
  }
});

it("changes nothing in a dry run", async () => {
  const before = await dossiers.hashes();
  expect(await dossiers.import(dossierFile(dossiers.row("R26-1")), { argv: ["--dry-run"] })).toEqual({
    code: 0,
    lines: [
      "dossiers: 1 rows: would be 1 inserted, 0 changed, 0 unchanged; nothing was changed, as this was a dry run.",
    ],
  });
  expect(await dossiers.hashes()).toEqual(before);
});

it("imports two files at once one after the other", async () => {
  const outcomes = await Promise.all([
    dossiers.import(dossierFile(dossiers.row("R26-1"), dossiers.row("R26-2"))),
    dossiers.import(dossierFile(dossiers.row("R26-2"), dossiers.row("R26-1"))),
  ]);
  expect(outcomes.map(({ lines }) => lines).toSorted()).toEqual([
    summary(0, 0, 2).lines,
    summary(2, 0, 0).lines,
  ]);
});

it("reports every bad row with line, column, expected and given value, and changes nothing", async () => {
  await dossiers.import(dossierFile(dossiers.row("R26-0", returned)));
  const before = await dossiers.hashes();
  const answer = await dossiers.import(
    dossierFile(
      dossiers.row("H26 1"),
      dossiers.row("R26-2", { channel: "Fax" }),
      dossiers.row("R26-3", { received: "31/02/2025 08:00" }),
      dossiers.row("R26-4", { satisfaction: "6" }),
      dossiers.row("R26-5", { received: "14/11/2025 12:01", due: "20/11/2025 17:00" }),
      dossiers.row("R26-6", { received: "31/12/1999 08:00" }),
      dossiers.row("R26-7", { due: "03/11/2025 08:00" }),
      dossiers.row("R26-8", { status: "RESOLVED" }),
      dossiers.row("R26-9", { resolved: "05/11/2025 08:00" }),
      dossiers.row("R26-10", { electronic: "có" }),
      dossiers.row("R26-11", { status: "RESOLVED", resolved: "03/11/2025 08:00" }),
      dossiers.row("R26-12", { status: "RESOLVED", resolved: "15/11/2025 08:00" }),
      dossiers.row("R26-13", { synchronised: "15/11/2025 08:00" }),
      dossiers.row("R26-14", { procedure: "9.999999" }),
      dossiers.row("R26-15", { organization: "XYZ" }),
      dossiers.row("R26-16", { organization: "U99999" }),
      dossiers.row("R26-17", { unit: "4" }),
      dossiers.row("R26-0", { status: "PROCESSING" }),
      dossiers.row("R26-18", { digitised: "" }),
      dossiers.row("H26.15-251332-0001"),
    ),
  );
  expect(answer.code).toBe(1);
  expect(answer.lines).toEqual([
    'line 2, column A (Mã số hồ sơ): expected 1 to 60 letters, digits, points, slashes and hyphens, got "H26 1".',
    'line 3, column E (Hình thức nộp): expected one of ONLINE (Trực tuyến), IN_PERSON (Trực tiếp), POSTAL (Bưu chính công ích), got "Fax".',
    'line 4, column H (Thời điểm tiếp nhận): expected an instant as 2025-11-14T08:30:00+07:00 or 14/11/2025 08:30, got "31/02/2025 08:00" – there is no such day.',
    'line 5, column O (Mức độ hài lòng): expected a whole number from 1 to 5, got "6".',
    'line 6, column H (Thời điểm tiếp nhận): expected no instant after now, 2025-11-14T05:00:00.000Z, got "14/11/2025 12:01".',
    'line 7, column H (Thời điểm tiếp nhận): expected no instant before 2000, got "31/12/1999 08:00".',
    'line 8, column I (Thời điểm hẹn trả): expected no instant before that of receipt, 2025-11-03T08:30:00+07:00, got "03/11/2025 08:00".',
    "line 9, column J (Thời điểm có kết quả): expected the instant of the result of what is RESOLVED, got nothing.",
    'line 10, column J (Thời điểm có kết quả): expected none, for what is REGISTERED has no result, got "05/11/2025 08:00".',
    'line 11, column L (Kết quả điện tử): expected no, for what is REGISTERED has no result, got "có".',
    'line 12, column J (Thời điểm có kết quả): expected no instant before that of receipt, 2025-11-03T08:30:00+07:00, got "03/11/2025 08:00".',
    'line 13, column J (Thời điểm có kết quả): expected no instant after now, 2025-11-14T05:00:00.000Z, got "15/11/2025 08:00".',
    'line 14, column N (Thời điểm đồng bộ): expected no instant after now, 2025-11-14T05:00:00.000Z, got "15/11/2025 08:00".',
    'line 15, column B (Mã thủ tục hành chính): expected the code of a known procedure, got "9.999999".',
    'line 16, column C (Cơ quan giải quyết): expected the code of an organization that has a procedure, or U and the code of a ward or commune, got "XYZ".',
    'line 17, column C (Cơ quan giải quyết): expected the code of an organization that has a procedure, or U and the code of a ward or commune, got "U99999".',
    'line 18, column D (Mã phường, xã tiếp nhận): expected the code of a ward or commune that stood when it was received, got "4" – zeros before it were lost: write 00004 (Ba Đình) as text.',
    'line 19, column G (Trạng thái): expected the present status, or one that can come after it, got "PROCESSING after RETURNED".',
    "line 20, column K (Số hóa hồ sơ): expected yes (có, true, 1) or no (không, false, 0), got nothing.",
    'line 21, column A (Mã số hồ sơ): expected an identifier of the city, the day and a number, as H26.15-251103-0001, got "H26.15-251332-0001".',
    "20 problems. Nothing was changed.",
  ]);
  expect(await dossiers.hashes()).toEqual(before);
});

it("refuses a code that occurs twice", async () => {
  expect((await dossiers.import(dossierFile(dossiers.row("R26-1"), dossiers.row("R26-1")))).lines).toEqual([
    'line 3, column A (Mã số hồ sơ): expected another code than that of an earlier line, got "R26-1" – as in line 2.',
    "1 problem. Nothing was changed.",
  ]);
});

it("has no code of a dossier that does not exist", async () => {
  await dossiers.import(dossierFile(dossiers.row("R26-1")));
  await dossiers.subgraph.database.rows(sql`
    DELETE FROM dossier WHERE id = (SELECT dossier_id FROM dossier_code WHERE code = 'R26-1')`);
  expect(await dossiers.subgraph.database.rows(sql`SELECT code FROM dossier_code`)).toEqual([]);
  expect(await dossiers.eventsOf("R26-1")).toEqual([]);
  await expect(
    dossiers.subgraph.database.rows(sql`INSERT INTO dossier_code (code, dossier_id) VALUES ('R26-2', 1)`),
  ).rejects.toThrow("Expected the code of a dossier that is there, got R26-2.");
});
