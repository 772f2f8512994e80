import sql from "sql-template-tag";
import { dossierFile, returned } from "../../../../test/support/statistics/dossier-file";
import { event, ImportedDossiers, summary } from "../fixture/imported-dossiers";

/* Dossiers that a file changes. */

let dossiers: ImportedDossiers;
beforeEach(async () => {
  dossiers = await ImportedDossiers.open();
});
afterEach(() => dossiers.close());

it("changes a dossier to any status that can follow its own, with the events that the file gives", async () => {
  await dossiers.import(dossierFile(dossiers.row("R26-1", { status: "PROCESSING" })), {
    now: "2025-11-05T09:00:00+07:00",
  });
  expect(await dossiers.import(dossierFile(dossiers.row("R26-1", returned)))).toEqual(summary(0, 1, 0));
  expect(await dossiers.eventsOf("R26-1")).toEqual([
    event("REGISTERED", "2025-11-03T08:30+07:00"),
    event("PROCESSING", "2025-11-05T09:00+07:00", "Import"),
    event("RESOLVED", "2025-11-07T15:10:00.123+07:00"),
    event("RETURNED", "2025-11-14T12:00+07:00", "Import"),
  ]);
});

it("corrects a dossier, whose events move no further than necessary", async () => {
  await dossiers.import(dossierFile(dossiers.row("R26-1", { status: "ACCEPTED" })), {
    now: "2025-11-10T09:00:00+07:00",
  });
  await dossiers.import(dossierFile(dossiers.row("R26-1", returned)), { now: "2025-11-11T09:00:00+07:00" });
  const corrected = {
    ...returned,
    received: "04/11/2025 08:00",
    resolved: "06/11/2025 10:00",
    synchronised: "",
  };
  expect(await dossiers.import(dossierFile(dossiers.row("R26-1", corrected)))).toEqual(summary(0, 1, 0));
  expect(await dossiers.eventsOf("R26-1")).toEqual([
    event("REGISTERED", "2025-11-04T08:00+07:00"),
    event("ACCEPTED", "2025-11-06T10:00+07:00", "Import"),
    event("RESOLVED", "2025-11-06T10:00+07:00"),
    event("RETURNED", "2025-11-11T09:00+07:00", "Import"),
  ]);
  await dossiers.expectTrueStatistics();
});

it("retains the values that the file has no column for", async () => {
  await dossiers.import(dossierFile(dossiers.row("R26-1", returned)));
  const narrow = `Code,Procedure,Organization,Channel,Applicant,Status,Received at,Due at,Resolved at,Digitised,Electronic result,Payment
R26-1,${dossiers.procedure},STP,POSTAL,CITIZEN,RETURNED,2025-11-03T08:30+07:00,2025-11-10T17:00+07:00,2025-11-07T15:10+07:00,yes,yes,ONLINE
`;
  expect(await dossiers.import(narrow)).toEqual(summary(0, 1, 0));
  const { id } = await dossiers.subgraph.database.row<{ id: string }>(sql`
    SELECT dossier_id AS id FROM dossier_code WHERE code = 'R26-1'`);
  const { data } = await dossiers.subgraph.execute(
    "query ($id: ID!) { dossier(id: $id) { code channel unit { code } synchronisedAt satisfaction } }",
    { id: `Dossier:${id}` },
  );
  expect(data?.dossier).toEqual({
    code: "R26-1",
    channel: "POSTAL",
    unit: { code: "00004" },
    synchronisedAt: "2025-11-03T02:00:00.000Z",
    satisfaction: 5,
  });
});

it("refuses a file that a mutation has overtaken", async () => {
  await dossiers.import(dossierFile(dossiers.row("R26-1", { status: "PROCESSING" })), {
    now: "2025-11-05T09:00:00+07:00",
  });
  const holder = dossiers.subgraph.dataSource.createQueryRunner();
  await holder.startTransaction();
  await holder.query(`UPDATE dossier SET status = 'WITHDRAWN', closed_at = received_at
    WHERE id = (SELECT dossier_id FROM dossier_code WHERE code = 'R26-1')`);
  const importing = dossiers.import(dossierFile(dossiers.row("R26-1", { status: "ACCEPTED" })));
  const waiting = sql`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while ((await dossiers.subgraph.database.rows(waiting)).length === 0);
  await holder.commitTransaction();
  await holder.release();
  expect(await importing).toMatchObject({
    code: 1,
    lines: [expect.stringContaining("after WITHDRAWN"), expect.anything()],
  });
});
