import sql from "sql-template-tag";
import { exportRows, writeTemplate } from "../../../../shared/import/export-rows";
import { countRows } from "../../../../shared/kit/cube/count-rows";
import {
  type DossierCells,
  dossierFile,
  dossierRow,
  returned,
} from "../../../../test/support/statistics/dossier-file";
import { importText } from "../../../../test/support/subgraph/import-text";
import {
  openTestSubgraph,
  type TestSubgraph,
  testNow,
} from "../../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../../subgraph";
import { dossierCube } from "../dossier.cube";
import { importDossiers } from "./dossier.import";

let subgraph: TestSubgraph;
let procedure: string;
beforeEach(async () => {
  subgraph = await openTestSubgraph(procedures);
  const first = await subgraph.database.row<{ code: string }>(sql`SELECT min(code) AS code FROM procedure`);
  procedure = first.code;
});
afterEach(() => subgraph.close());

const take = (content: string, options?: { argv?: string[]; now?: string }) =>
  importText(procedures, subgraph.url, content, options);

const row = (code: string, cells?: Partial<DossierCells>) => dossierRow(procedure, code, cells);

/** Everything that an import could have touched, as one text each. */
async function everything(): Promise<object> {
  return subgraph.database.row(sql`
    SELECT (SELECT md5(string_agg(d::text, ',' ORDER BY id)) FROM dossier d) AS dossiers,
      (SELECT md5(string_agg(c::text, ',' ORDER BY code)) FROM dossier_code c) AS codes,
      (SELECT md5(string_agg(e::text, ',' ORDER BY dossier_id, sequence)) FROM dossier_event e) AS events,
      (SELECT count(*)::int FROM import_run) AS runs`);
}

/** Counts that tell most changes apart are those of the rows. */
async function expectTrueStatistics(): Promise<void> {
  const question = { groupBy: ["UNIT", "STATUS", "CHANNEL"], first: 10_000 };
  const { database, statistics } = subgraph;
  const { groups, totals } = await statistics.ask(dossierCube, question, {
    database,
    now: new Date(testNow),
  });
  expect({ groups, totals }).toEqual(await countRows(database, dossierCube, question, new Date(testNow)));
}

async function eventsOf(code: string): Promise<object[]> {
  return subgraph.database.rows(sql`
    SELECT e.status, e.at, e.note FROM dossier_event e JOIN dossier_code c USING (dossier_id)
    WHERE c.code = ${code} ORDER BY e.sequence`);
}

const event = (status: string, at: string, note: string | null = null) => ({
  status,
  at: new Date(at),
  note,
});

const summary = (inserted: number, changed: number, unchanged: number) => ({
  code: 0,
  lines: [
    `dossiers: ${inserted + changed + unchanged} rows: ${inserted} inserted, ${changed} changed, ${unchanged} unchanged; ` +
      `${inserted + changed > 0 ? "all taken in" : "nothing changed"}.`,
  ],
});

it("takes in dossiers with their codes and events, also of months that had none, and statistics count them", async () => {
  const counted = async () => {
    const { data } = await subgraph.execute("{ dossierStats { totals { received resolved pending } } }");
    return data?.dossierStats as { totals: { received: number; resolved: number; pending: number } };
  };
  const before = (await counted()).totals;
  const old = { received: "2019-02-28T23:30:00Z", due: "15/03/2019 17:00" };
  expect(await take(dossierFile(row("R26-1"), row("R26-2", returned), row("R26-3", old)))).toEqual(
    summary(3, 0, 0),
  );
  expect(await counted()).toEqual({
    totals: {
      received: before.received + 3,
      resolved: before.resolved + 1,
      pending: before.pending + 2,
    },
  });
  await expectTrueStatistics();
  const { data } = await subgraph.execute(
    `{ dossiers(filter: { receivedOn: { lt: "2019-03-02" } }) { nodes { id code receivedAt } } }`,
  );
  expect(data?.dossiers).toEqual({
    nodes: [
      { id: expect.stringMatching(/^201903\d{12}$/), code: "R26-3", receivedAt: "2019-02-28T23:30:00.000Z" },
    ],
  });
  expect(await eventsOf("R26-2")).toEqual([
    event("REGISTERED", "2025-11-03T08:30+07:00"),
    event("RESOLVED", "2025-11-07T15:10:00.123+07:00"),
    event("RETURNED", "2025-11-14T12:00+07:00", "Import"),
  ]);
});

it("lets the planner know of many dossiers of a new month", async () => {
  const rows = Array.from({ length: 1500 }, (_, at) => row(`R26-${at}`, { received: "03/02/2024 08:30" }));
  expect(await take(dossierFile(...rows))).toEqual(summary(1500, 0, 0));
  const known = await subgraph.database.rows(sql`
    SELECT relname, reltuples::int AS rows FROM pg_class WHERE relname IN ('dossier', 'dossier_2024_02') ORDER BY 1`);
  expect(known).toEqual([
    { relname: "dossier", rows: 13933 },
    { relname: "dossier_2024_02", rows: 1500 },
  ]);
});

it("takes what is exported for what is there: export, then import, changes nothing", async () => {
  await take(
    dossierFile(
      row("R26-1"),
      row("R26-2", returned),
      row("R26-3", { status: "REJECTED", applicant: "ENTERPRISE" }),
    ),
  );
  const before = await everything();
  const rows = await subgraph.database.rows<Record<string, unknown>>(sql`
    SELECT c.code, procedure_code AS procedure, organization_code AS organization, unit_code AS unit, channel, applicant,
      status, received_at, due_at,
      to_char(resolved_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS resolved_at,
      digitised, electronic_result, payment, synchronised_at, satisfaction
    FROM dossier d JOIN dossier_code c ON c.dossier_id = d.id ORDER BY c.code`);
  let exported = "";
  for await (const line of exportRows(importDossiers, rows)) exported += line;
  expect(await take(exported)).toEqual(summary(0, 0, 3));
  expect(await everything()).toEqual({ ...before, runs: 2 });
});

it("takes its own template", async () => {
  for (const language of ["vi", "en"] as const) {
    const template = writeTemplate(importDossiers, { language }).replaceAll("1.001193", procedure);
    expect(await take(template, { argv: ["--dry-run"] })).toMatchObject({ code: 0 });
  }
});

it("changes nothing in a dry run", async () => {
  const before = await everything();
  expect(await take(dossierFile(row("R26-1")), { argv: ["--dry-run"] })).toEqual({
    code: 0,
    lines: [
      "dossiers: 1 rows: would be 1 inserted, 0 changed, 0 unchanged; nothing was changed, as this was a dry run.",
    ],
  });
  expect(await everything()).toEqual(before);
});

describe("a dossier that is there", () => {
  it("goes on to any status that can come after its own, by events of what the file tells", async () => {
    await take(dossierFile(row("R26-1", { status: "PROCESSING" })), { now: "2025-11-05T09:00:00+07:00" });
    expect(await take(dossierFile(row("R26-1", returned)))).toEqual(summary(0, 1, 0));
    expect(await eventsOf("R26-1")).toEqual([
      event("REGISTERED", "2025-11-03T08:30+07:00"),
      event("PROCESSING", "2025-11-05T09:00+07:00", "Import"),
      event("RESOLVED", "2025-11-07T15:10:00.123+07:00"),
      event("RETURNED", "2025-11-14T12:00+07:00", "Import"),
    ]);
  });

  it("is corrected, and its events move no further than they must", async () => {
    await take(dossierFile(row("R26-1", { status: "ACCEPTED" })), { now: "2025-11-10T09:00:00+07:00" });
    await take(dossierFile(row("R26-1", returned)), { now: "2025-11-11T09:00:00+07:00" });
    const corrected = {
      ...returned,
      received: "04/11/2025 08:00",
      resolved: "06/11/2025 10:00",
      synchronised: "",
    };
    expect(await take(dossierFile(row("R26-1", corrected)))).toEqual(summary(0, 1, 0));
    expect(await eventsOf("R26-1")).toEqual([
      event("REGISTERED", "2025-11-04T08:00+07:00"),
      event("ACCEPTED", "2025-11-06T10:00+07:00", "Import"),
      event("RESOLVED", "2025-11-06T10:00+07:00"),
      event("RETURNED", "2025-11-11T09:00+07:00", "Import"),
    ]);
    await expectTrueStatistics();
  });

  it("keeps what the file has no column for", async () => {
    await take(dossierFile(row("R26-1", returned)));
    const narrow = `Code,Procedure,Organization,Channel,Applicant,Status,Received at,Due at,Resolved at,Digitised,Electronic result,Payment
R26-1,${procedure},STP,POSTAL,CITIZEN,RETURNED,2025-11-03T08:30+07:00,2025-11-10T17:00+07:00,2025-11-07T15:10+07:00,yes,yes,ONLINE
`;
    expect(await take(narrow)).toEqual(summary(0, 1, 0));
    const { id } = await subgraph.database.row<{ id: string }>(sql`
      SELECT dossier_id AS id FROM dossier_code WHERE code = 'R26-1'`);
    const { data } = await subgraph.execute(
      "query ($id: ID!) { dossier(id: $id) { code channel unit { code } synchronisedAt satisfaction } }",
      { id },
    );
    expect(data?.dossier).toEqual({
      code: "R26-1",
      channel: "POSTAL",
      unit: { code: "00004" },
      synchronisedAt: "2025-11-03T02:00:00.000Z",
      satisfaction: 5,
    });
  });

  it("is not changed by a file that a mutation has overtaken", async () => {
    await take(dossierFile(row("R26-1", { status: "PROCESSING" })), { now: "2025-11-05T09:00:00+07:00" });
    const holder = subgraph.dataSource.createQueryRunner();
    await holder.startTransaction();
    await holder.query(`UPDATE dossier SET status = 'WITHDRAWN', closed_at = received_at
      WHERE id = (SELECT dossier_id FROM dossier_code WHERE code = 'R26-1')`);
    const importing = take(dossierFile(row("R26-1", { status: "ACCEPTED" })));
    const waiting = sql`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    while ((await subgraph.database.rows(waiting)).length === 0);
    await holder.commitTransaction();
    await holder.release();
    expect(await importing).toMatchObject({
      code: 1,
      lines: [expect.stringContaining("after WITHDRAWN"), expect.anything()],
    });
  });
});

it("lets two files at once come one after the other", async () => {
  const outcomes = await Promise.all([
    take(dossierFile(row("R26-1"), row("R26-2"))),
    take(dossierFile(row("R26-2"), row("R26-1"))),
  ]);
  expect(outcomes.map(({ lines }) => lines).toSorted()).toEqual([
    summary(0, 0, 2).lines,
    summary(2, 0, 0).lines,
  ]);
});

it("names every bad row of a file with line, column, what was expected and what came, and changes nothing", async () => {
  await take(dossierFile(row("R26-0", returned)));
  const before = await everything();
  const answer = await take(
    dossierFile(
      row("H26 1"),
      row("R26-2", { channel: "Fax" }),
      row("R26-3", { received: "31/02/2025 08:00" }),
      row("R26-4", { satisfaction: "6" }),
      row("R26-5", { received: "14/11/2025 12:01", due: "20/11/2025 17:00" }),
      row("R26-6", { received: "31/12/1999 08:00" }),
      row("R26-7", { due: "03/11/2025 08:00" }),
      row("R26-8", { status: "RESOLVED" }),
      row("R26-9", { resolved: "05/11/2025 08:00" }),
      row("R26-10", { electronic: "có" }),
      row("R26-11", { status: "RESOLVED", resolved: "03/11/2025 08:00" }),
      row("R26-12", { status: "RESOLVED", resolved: "15/11/2025 08:00" }),
      row("R26-13", { synchronised: "15/11/2025 08:00" }),
      row("R26-14", { procedure: "9.999999" }),
      row("R26-15", { organization: "XYZ" }),
      row("R26-16", { organization: "U99999" }),
      row("R26-17", { unit: "4" }),
      row("R26-0", { status: "PROCESSING" }),
      row("R26-18", { digitised: "" }),
      row("H26.15-251332-0001"),
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
    'line 18, column D (Mã phường, xã tiếp nhận): expected the code of a ward or commune that stood when it was received, got "4".',
    'line 19, column G (Trạng thái): expected the present status, or one that can come after it, got "PROCESSING after RETURNED".',
    "line 20, column K (Số hóa hồ sơ): expected yes (có, true, 1) or no (không, false, 0), got nothing.",
    'line 21, column A (Mã số hồ sơ): expected an identifier of the city, the day and a number, as H26.15-251103-0001, got "H26.15-251332-0001".',
    "20 problems. Nothing was changed.",
  ]);
  expect(await everything()).toEqual(before);
});

it("refuses a code that is there twice", async () => {
  expect((await take(dossierFile(row("R26-1"), row("R26-1")))).lines).toEqual([
    'line 3, column A (Mã số hồ sơ): expected another code than that of an earlier line, got "R26-1, as in line 2".',
    "1 problem. Nothing was changed.",
  ]);
});

it("keeps no code of a dossier that is not there", async () => {
  await take(dossierFile(row("R26-1")));
  await subgraph.database.rows(sql`
    DELETE FROM dossier WHERE id = (SELECT dossier_id FROM dossier_code WHERE code = 'R26-1')`);
  expect(await subgraph.database.rows(sql`SELECT code FROM dossier_code`)).toEqual([]);
  expect(await eventsOf("R26-1")).toEqual([]);
  await expect(
    subgraph.database.rows(sql`INSERT INTO dossier_code (code, dossier_id) VALUES ('R26-2', 1)`),
  ).rejects.toThrow("Expected the code of a dossier that is there, got R26-2.");
});
