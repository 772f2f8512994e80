import sql from "sql-template-tag";
import { importText } from "../../../../test/support/subgraph/import-text";
import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../../subgraph";

/* When a dossier ended without a result, whether an import or a mutation recorded it. */

let subgraph: TestSubgraph;
let procedure: string;
beforeEach(async () => {
  subgraph = await openTestSubgraph(procedures);
  const first = await subgraph.database.row<{ code: string }>(sql`SELECT min(code) AS code FROM procedure`);
  procedure = first.code;
});
afterEach(() => subgraph.close());

const header =
  "Code,Procedure,Organization,Channel,Applicant,Status,Received at,Due at,Digitised,Electronic result,Payment";
const take = (status: string, receivedAt: string, now: string) =>
  importText(
    procedures,
    subgraph.url,
    `${header}\nR26-1,${procedure},STP,ONLINE,CITIZEN,${status},${receivedAt},2025-11-12T17:00+07:00,yes,no,NONE\n`,
    { now },
  );
const record = (id: string, status: string, at: string) =>
  subgraph.execute(
    `mutation { recordDossierEvent(input: { dossier: "Dossier:${id}", status: ${status}, at: "${at}" }) {
      dossier { status resolvedAt closedAt } userErrors { message } } }`,
    {},
    { viewer: { subject: "a", role: "admin", organization: null } },
  );
const idOf = async () => {
  const rows = await subgraph.database.rows<{ id: string }>(sql`
    SELECT dossier_id AS id FROM dossier_code WHERE code = 'R26-1'`);
  return rows[0]?.id ?? "";
};
/** When it ended by its row, and by its last event. */
const endsOf = async () => {
  const row = await subgraph.database.row<{ closed: Date | null; last: Date; status: string }>(sql`
    SELECT d.closed_at AS closed, e.at AS last, e.status FROM dossier d JOIN dossier_event e ON e.dossier_id = d.id
    WHERE d.id = ${await idOf()} ORDER BY e.sequence DESC LIMIT 1`);
  return { ...row, closed: row.closed?.toISOString() ?? null, last: row.last.toISOString() };
};
const received = "2025-11-03T08:30+07:00";

it.each(["REJECTED", "WITHDRAWN", "STOPPED"])(
  "is that of the import in which %s first occurs, and stays",
  async (status) => {
    await take(status, received, "2025-11-05T09:00:00+07:00");
    const ended = "2025-11-05T02:00:00.000Z";
    expect(await endsOf()).toEqual({ status, closed: ended, last: ended });
    await take(status, received, "2025-11-07T09:00:00+07:00");
    expect(await endsOf()).toEqual({ status, closed: ended, last: ended });
    await take(status, "2025-11-06T10:00+07:00", "2025-11-07T09:00:00+07:00");
    const moved = "2025-11-06T03:00:00.000Z";
    expect(await endsOf()).toEqual({ status, closed: moved, last: moved });
  },
);

it("is that of the import that closes a pending dossier", async () => {
  await take("PROCESSING", received, "2025-11-05T09:00:00+07:00");
  expect(await endsOf()).toMatchObject({ status: "PROCESSING", closed: null });
  await take("STOPPED", received, "2025-11-06T09:00:00+07:00");
  const ended = "2025-11-06T02:00:00.000Z";
  expect(await endsOf()).toEqual({ status: "STOPPED", closed: ended, last: ended });
});

it("is that of the event that ends it, and a result is none", async () => {
  await take("PROCESSING", received, "2025-11-05T09:00:00+07:00");
  const at = "2025-11-06T03:04:05.678Z";
  const { data } = await record(await idOf(), "WITHDRAWN", at);
  expect(data?.recordDossierEvent).toEqual({
    dossier: { status: "WITHDRAWN", resolvedAt: null, closedAt: at },
    userErrors: [],
  });
  expect(await endsOf()).toEqual({ status: "WITHDRAWN", closed: at, last: at });
});

it("has to agree with the status in the database", async () => {
  const change = (statement: ReturnType<typeof sql>) => subgraph.database.rows(statement);
  await take("PROCESSING", received, "2025-11-05T09:00:00+07:00");
  const id = await idOf();
  await expect(change(sql`UPDATE dossier SET status = 'STOPPED' WHERE id = ${id}`)).rejects.toThrow(
    "dossier_closed_check",
  );
  await expect(change(sql`UPDATE dossier SET closed_at = received_at WHERE id = ${id}`)).rejects.toThrow(
    "dossier_closed_check",
  );
  const before = sql`UPDATE dossier SET status = 'STOPPED', closed_at = received_at - interval '1 s' WHERE id = ${id}`;
  await expect(change(before)).rejects.toThrow("dossier_closed_at_check");
});
