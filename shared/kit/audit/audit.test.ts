import fc from "fast-check";
import sql from "sql-template-tag";
import { procedures } from "../../../subgraphs/procedures/subgraph";
import { tasks } from "../../../subgraphs/tasks/subgraph";
import { importText } from "../../../test/support/subgraph/import-text";
import { serveOpened, type TestServed } from "../../../test/support/subgraph/served-subgraph";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import type { Viewer } from "../../http/identity/viewer";
import { appendEntries } from "./append-entry";
import { AuditKind } from "./audit-enums";
import { checkAudit, headOf } from "./check-audit";
import { retireAudit } from "./retire-audit";

const analyst: Viewer = { subject: "ana", role: "analyst", organization: null };
const nobody: Viewer = { subject: null, role: "public", organization: null };

let dossiers: TestSubgraph;
let work: TestSubgraph;
let served: TestServed;

beforeEach(async () => {
  [dossiers, work] = await Promise.all([openTestSubgraph(procedures), openTestSubgraph(tasks)]);
  served = await serveOpened(procedures, dossiers);
});
afterEach(async () => {
  await served.close();
  await work.close();
});

const page = "{ dossiers(first: 3) { nodes { id } } }";
const entries = `{ audit: %Audit { nodes { sequence kind subject role organization operation keys details } } }`;

async function entriesOf(name: string, subgraph: TestSubgraph) {
  const { data } = await subgraph.execute(entries.replace("%", name));
  return (data as { audit: { nodes: Record<string, unknown>[] } }).audit.nodes;
}

function report(subgraph: TestSubgraph, progress: number, asked = {}) {
  return subgraph.execute(
    `mutation ($progress: Float!) { reportTaskProgress(input: { task: "Task:1", expectedVersion: 1, progress: $progress }) {
      task { progress } userErrors { code } } }`,
    { progress },
    asked,
  );
}

/** An open task with the id 1, or the nearest to it. */
async function openTask(): Promise<void> {
  await work.database.rows(sql`
    UPDATE task SET completed_on = NULL, version = 1 WHERE id = 1`);
}

describe("the audit", () => {
  test("has an entry for each mutation, of who asked for what", async () => {
    await openTask();
    expect(await report(work, 0.25)).toMatchObject({ data: { reportTaskProgress: { userErrors: [] } } });
    // Refused by its version: nothing was changed.
    await report(work, 0.5);
    expect(await entriesOf("tasks", work)).toEqual([
      {
        ...{ sequence: "1", kind: "CHANGE", subject: "test-admin", role: "admin", organization: null },
        ...{ operation: "reportTaskProgress", keys: ["1"] },
        details: JSON.stringify({ task: "Task:1", progress: 0.25, expectedVersion: 1 }),
      },
    ]);
    expect(await checkAudit(work.database)).toMatchObject({ length: "1", brokenAt: null });
  });

  test("has an entry for each import, of whose token it was", async () => {
    const file =
      "code,title,assigned by,lead organization,assigned on,due on\nA-1,Số hóa,CITY,SKHCN,2025-11-01,2025-12-01\n";
    const { code, lines } = await importText(tasks, work.url, file, { argv: ["--import", "tasks"] });
    expect([code, lines]).toEqual([0, ["tasks: 1 rows: 1 inserted, 0 changed, 0 unchanged; all taken in."]]);
    const [entry] = await entriesOf("tasks", work);
    expect(entry).toMatchObject({
      kind: "IMPORT",
      subject: "importer",
      role: "admin",
      operation: "tasks",
      keys: [],
    });
    expect(JSON.parse(String(entry?.details))).toEqual({
      ...{ file: "-", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      ...{ inserted: 1, changed: 0, unchanged: 0 },
    });
    await importText(tasks, work.url, file.replace("A-1", "A-2"), {
      argv: ["--import", "tasks", "--dry-run"],
    });
    expect((await headOf(work.database)).length).toBe("1");
  });

  test("has the ids of single dossiers that were read, by whichever way, and nothing of statistics", async () => {
    const asked = await served.ask(page, { viewer: analyst });
    const ids = (asked.data as { dossiers: { nodes: { id: string }[] } }).dossiers.nodes.map(({ id }) => id);
    await served.ask(`{ dossier(id: "${ids[1]}") { status } }`, { viewer: analyst });
    const representations = [{ __typename: "Dossier", id: ids[2] }];
    await served.ask(
      "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Dossier { status } } }",
      {
        viewer: analyst,
        variables: { r: representations },
      },
    );
    await served.ask("{ dossierStats { totals { received } } }", { viewer: nobody });
    await served.ask(page, { viewer: nobody });
    const read = await entriesOf("procedures", dossiers);
    expect(read.map(({ kind, subject, operation }) => [kind, subject, operation])).toEqual(
      Array.from({ length: 3 }, () => ["READING", "ana", "Dossier"]),
    );
    const keys = ids.map((id) => id.replace(/^Dossier:/, ""));
    expect(read.map((entry) => [...(entry.keys as string[])].sort())).toEqual([
      [keys[2]],
      [keys[1]],
      keys.toSorted(),
    ]);
    const { data } = await dossiers.execute(
      `{ proceduresAudit(filter: { key: { eq: "${keys[1]}" } }) { totalCount } }`,
    );
    expect(data).toEqual({ proceduresAudit: { totalCount: 2 } });
  });

  test("is for admins", async () => {
    const { data, errors } = await dossiers.execute(
      "{ proceduresAudit { totalCount } proceduresAuditState { length } }",
      {},
      { viewer: analyst },
    );
    expect(data).toEqual({ proceduresAudit: null, proceduresAuditState: null });
    expect(errors.map(({ code }) => code)).toEqual(["FORBIDDEN", "FORBIDDEN"]);
  });

  test("is one chain, however many add to it at once", async () => {
    const readers = Array.from({ length: 40 }, (_, at) =>
      served.ask(page, { viewer: { ...analyst, subject: `ana ${at}` } }),
    );
    await Promise.all(readers);
    const { data } = await dossiers.execute("{ proceduresAuditState { length link brokenAt } }");
    expect(data).toEqual({
      proceduresAuditState: { length: 40, link: expect.stringMatching(/^[0-9a-f]{64}$/), brokenAt: null },
    });
  });

  test("has links that anybody can make anew, whatever is in the entries", async () => {
    const text = fc.string({ unit: "binary" }).map((odd) => odd.replaceAll("\u0000", ""));
    const event = fc.record({
      kind: fc.constantFrom(AuditKind.CHANGE, AuditKind.READING),
      viewer: fc.option(
        fc.record({
          subject: fc.option(text),
          role: fc.constant("admin" as const),
          organization: fc.option(text),
        }),
      ),
      operation: text,
      keys: fc.array(text, { maxLength: 3 }),
      details: fc.dictionary(text, fc.oneof(text, fc.constant("\u0000"))),
      requestId: text,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 20 }), async (events) => {
        const head = await appendEntries(work.database, events);
        expect(await checkAudit(work.database)).toEqual({ ...head, brokenAt: null });
      }),
      { numRuns: 30 },
    );
  });
});

describe("an audit that somebody lays hands on", () => {
  const tampered = (statement: string) =>
    dossiers.dataSource.transaction(async (manager) => {
      // As an owner of the table can.
      await manager.query("ALTER TABLE audit_entry DISABLE TRIGGER ALL");
      await manager.query(statement);
      await manager.query("ALTER TABLE audit_entry ENABLE TRIGGER ALL");
    });

  beforeEach(async () => {
    for (let read = 0; read < 5; read += 1) await served.ask(page, { viewer: analyst });
  });

  test.each([
    ["UPDATE audit_entry SET subject = 'bob'"],
    ["DELETE FROM audit_entry WHERE sequence = 2"],
    ["TRUNCATE audit_entry"],
  ])("refuses %s", async (statement) => {
    await expect(dossiers.dataSource.query(statement)).rejects.toThrow("to be added to the audit only");
    expect(await checkAudit(dossiers.database)).toMatchObject({ length: "5", brokenAt: null });
  });

  test.each([
    ["an entry that was changed", "UPDATE audit_entry SET subject = 'bob' WHERE sequence = 3", "3"],
    ["keys that were", "UPDATE audit_entry SET keys = keys[2:] WHERE sequence = 2", "2"],
    ["an entry that is gone", "DELETE FROM audit_entry WHERE sequence = 4", "4"],
    ["the first that is gone", "DELETE FROM audit_entry WHERE sequence = 1", "1"],
    [
      "two that changed places",
      "UPDATE audit_entry SET sequence = CASE sequence WHEN 2 THEN 30 ELSE 2 END WHERE sequence IN (2, 3)",
      "2",
    ],
  ])("shows %s", async (_what, statement, brokenAt) => {
    await tampered(statement);
    expect(await checkAudit(dossiers.database)).toMatchObject({ brokenAt });
  });

  test("shows what was cut off beside what the log was told", async () => {
    const told = await headOf(dossiers.database);
    await tampered("DELETE FROM audit_entry WHERE sequence > 3");
    const { length, link, brokenAt } = await checkAudit(dossiers.database);
    expect([length, brokenAt]).toEqual(["3", null]);
    expect([told.length, told.link]).not.toEqual([length, link]);
  });
});

describe("an audit that cannot be written", () => {
  test("refuses changes, and nothing is changed", async () => {
    await openTask();
    await work.dataSource.query("ALTER TABLE audit_entry RENAME TO lost");
    const { data, errors } = await report(work, 0.75);
    expect([data, errors.map(({ code }) => code)]).toEqual([
      { reportTaskProgress: null },
      ["SERVICE_UNAVAILABLE"],
    ]);
    expect(await work.database.row(sql`SELECT version FROM task WHERE id = 1`)).toEqual({ version: 1 });
  });

  test("refuses readings of single dossiers, and lets public ones go on", async () => {
    await dossiers.dataSource.query("ALTER TABLE audit_entry RENAME TO lost");
    const refused = await served.ask(page, { viewer: analyst });
    expect(refused.data).toEqual({ dossiers: null });
    expect(new Set(refused.errors?.map(({ extensions }) => extensions.code))).toEqual(
      new Set(["SERVICE_UNAVAILABLE"]),
    );
    const open = await served.ask("{ dossierStats { totals { received } } }", { viewer: nobody });
    expect(open.errors).toBeUndefined();
    await dossiers.dataSource.query("ALTER TABLE lost RENAME TO audit_entry");
    expect((await served.ask(page, { viewer: analyst })).errors).toBeUndefined();
  });
});

describe("entries that are older than they are kept", () => {
  test("are deleted, and the rest is still one chain", async () => {
    for (let read = 0; read < 3; read += 1) await served.ask(page, { viewer: analyst });
    const [third] = await dossiers.database.rows<{ at: Date }>(
      sql`SELECT at FROM audit_entry WHERE sequence = 3`,
    );
    const before = await headOf(dossiers.database);
    await dossiers.database.rows(sql`SELECT pg_sleep(0.01)`);
    await served.ask(page, { viewer: analyst });
    expect(await retireAudit(dossiers.database, new Date((third?.at.getTime() ?? 0) + 1))).toBe("3");
    const kept = await entriesOf("procedures", dossiers);
    expect(kept.map(({ sequence, kind, details }) => [sequence, kind, details])).toEqual([
      ["5", "RETIREMENT", JSON.stringify({ upTo: "3", link: before.link })],
      ["4", "READING", null],
    ]);
    expect(await checkAudit(dossiers.database)).toMatchObject({ length: "5", brokenAt: null });
    expect(await retireAudit(dossiers.database, new Date(0))).toBeNull();
  });

  test("are deleted again and again", async () => {
    const later = new Date(Date.now() + 3_600_000);
    await served.ask(page, { viewer: analyst });
    for (const upTo of ["1", "2", "3"]) expect(await retireAudit(dossiers.database, later)).toBe(upTo);
    await served.ask(page, { viewer: analyst });
    expect(await checkAudit(dossiers.database)).toMatchObject({ length: "5", brokenAt: null });
  });
});
