import sql from "sql-template-tag";
import { publicViewer, type Viewer } from "../../../../shared/http/identity/viewer";
import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../../subgraph";
import { DossierStatus } from "../dossier-enums";
import { nextStatuses } from "./next-statuses";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

const editor: Viewer = { subject: "editor", role: "editor", organization: "SXD" };
const receivedAt = "2025-11-10T02:00:00.000Z";
const later = (hours: number) => new Date(Date.parse(receivedAt) + hours * 3_600_000).toISOString();

/** Inserts a dossier of SXD as it is after its receipt; gives its global id. */
async function received(status = "REGISTERED"): Promise<string> {
  const resolvedAt = ["RESOLVED", "RETURNED"].includes(status) ? later(1) : null;
  const closedAt = ["REJECTED", "WITHDRAWN", "STOPPED"].includes(status) ? later(1) : null;
  const { id } = await subgraph.database.row<{ id: string }>(sql`
    INSERT INTO dossier (id, procedure_code, organization_code, channel, applicant, status, received_at, due_at,
      resolved_at, closed_at, digitised, electronic_result, payment, origin)
    SELECT new_dossier_id(${receivedAt}), min(code), 'SXD', 'ONLINE', 'CITIZEN', ${status}::dossier_status, ${receivedAt}::timestamptz,
      '2025-11-12T10:00Z', ${resolvedAt}::timestamptz, ${closedAt}::timestamptz, TRUE, FALSE, 'NONE', 'REPORTED'
    FROM procedure RETURNING id`);
  await subgraph.database.rows(sql`
    INSERT INTO dossier_event (dossier_id, sequence, at, status)
    VALUES (${id}, 1, ${receivedAt}, ${status}::dossier_status)`);
  return `Dossier:${id}`;
}

function record(input: object, viewer: Viewer = editor) {
  return subgraph.execute(
    `mutation ($input: RecordDossierEventInput!) { recordDossierEvent(input: $input) {
      dossier { id status resolvedAt closedAt receivedAt timeliness overdue events { at status note } }
      userErrors { code message field } } }`,
    { input },
    { viewer },
  );
}

const errorsOf = async (input: object) => {
  const { data, errors } = await record(input);
  expect(errors).toEqual([]);
  const payload = data?.recordDossierEvent as { dossier: object | null; userErrors: object[] };
  expect(payload.dossier).toBeNull();
  return payload.userErrors;
};

it("leads a dossier from its receipt to its hand-over, and statistics count it at once", async () => {
  const id = await received();
  const counted = async () => {
    const { data } = await subgraph.execute(
      `{ dossierStats(filter: { organization: { in: ["SXD"] } }) { totals { received resolved pending overdue } } }`,
    );
    return data?.dossierStats as { totals: Record<string, number> };
  };
  const before = (await counted()).totals;
  for (const [at, status] of ["ACCEPTED", "PROCESSING", "RESOLVED"].entries()) {
    await record({ dossier: id, status, at: later(at + 1) });
  }
  const { data, errors } = await record({ dossier: id, status: "RETURNED", at: later(30), note: "Đã trả" });
  expect(errors).toEqual([]);
  expect(data?.recordDossierEvent).toEqual({
    dossier: {
      id,
      status: "RETURNED",
      resolvedAt: later(3),
      closedAt: null,
      receivedAt,
      timeliness: "EARLY",
      overdue: false,
      events: [
        { at: receivedAt, status: "REGISTERED", note: null },
        { at: later(1), status: "ACCEPTED", note: null },
        { at: later(2), status: "PROCESSING", note: null },
        { at: later(3), status: "RESOLVED", note: null },
        { at: later(30), status: "RETURNED", note: "Đã trả" },
      ],
    },
    userErrors: [],
  });
  expect((await counted()).totals).toEqual({
    received: before.received,
    resolved: (before.resolved ?? 0) + 1,
    pending: (before.pending ?? 0) - 1,
    overdue: (before.overdue ?? 0) - 1,
  });
});

it("records legal changes of status, and refuses all others", async () => {
  const all = Object.values(DossierStatus);
  for (const from of all) {
    const taken: string[] = [];
    for (const status of all) {
      const { data } = await record({ dossier: await received(from), status, at: later(5) });
      const payload = data?.recordDossierEvent as { userErrors: { code: string }[] };
      if (payload.userErrors.length === 0) taken.push(status);
      else expect(payload.userErrors.map(({ code }) => code)).toEqual(["ILLEGAL_CHANGE"]);
    }
    expect(taken).toEqual(all.filter((status) => nextStatuses[from].includes(status)));
  }
});

it("accepts every change of status in the demonstration's dossiers as legal", async () => {
  const steps = await subgraph.database.rows<{ before: DossierStatus; after: DossierStatus }>(sql`
    SELECT DISTINCT before, after FROM (
      SELECT lag(status) OVER (PARTITION BY dossier_id ORDER BY sequence) AS before, status AS after
      FROM dossier_event) AS step WHERE before IS NOT NULL`);
  const illegal = steps.filter(({ before, after }) => !nextStatuses[before].includes(after));
  expect({ illegal, several: steps.length > 8 }).toEqual({ illegal: [], several: true });
});

it("refuses an event before the last one, before the receipt, in the future, or with too long a note", async () => {
  const dossier = await received();
  expect(await errorsOf({ dossier, status: "ACCEPTED", at: later(-1) })).toEqual([
    {
      code: "BAD_USER_INPUT",
      message: `at: expected no instant before the last event, ${receivedAt}; got ${later(-1)}.`,
      field: ["input", "at"],
    },
  ]);
  await record({ dossier, status: "ACCEPTED", at: later(10) });
  expect(await errorsOf({ dossier, status: "PROCESSING", at: later(9) })).toMatchObject([
    { code: "BAD_USER_INPUT", field: ["input", "at"] },
  ]);
  expect(
    await errorsOf({
      dossier,
      status: "PROCESSING",
      at: "2025-11-14T12:00:01+07:00",
      note: "x".repeat(2001),
    }),
  ).toEqual([
    {
      code: "BAD_USER_INPUT",
      message: "at: expected no instant after now, 2025-11-14T05:00:00.000Z; got 2025-11-14T05:00:01.000Z.",
      field: ["input", "at"],
    },
    {
      code: "BAD_USER_INPUT",
      message: "note: expected at most 2000 characters and no NUL; got 2001.",
      field: ["input", "note"],
    },
  ]);
});

it.each(["0", "x", "99999999"])("refuses the id Dossier:%s, which is of no dossier", async (key) => {
  expect(await errorsOf({ dossier: `Dossier:${key}`, status: "ACCEPTED", at: later(1) })).toEqual([
    {
      code: "NOT_FOUND",
      message: `dossier: expected the id of a dossier that you may change; got "${key}".`,
      field: ["input", "dossier"],
    },
  ]);
});

it.each(["99999999", "Task:1", "x"])("refuses %j, which is no id of a dossier", async (dossier) => {
  const { data, errors } = await record({ dossier, status: "ACCEPTED", at: later(1) });
  expect(data).toEqual({ recordDossierEvent: null });
  expect(errors).toMatchObject([
    {
      code: "BAD_USER_INPUT",
      message: expect.stringMatching(/^input\.dossier: expected the id of a Dossier/),
    },
  ]);
});

it("is for editors of the organization, and admins", async () => {
  const dossier = await received();
  const input = { dossier, status: "ACCEPTED", at: later(1) };
  const code = async (viewer: Viewer) => (await record(input, viewer)).errors[0]?.code;
  expect(await code(publicViewer)).toBe("UNAUTHENTICATED");
  expect(await code({ subject: "a", role: "analyst", organization: null })).toBe("FORBIDDEN");
  const others = await record(input, { ...editor, organization: "STP" });
  expect(JSON.stringify(others.data)).toContain(
    `expected the id of a dossier that you may change; got \\"${dossier.replace("Dossier:", "")}\\".`,
  );
  expect(await code({ subject: "b", role: "admin", organization: null })).toBeUndefined();
});

it("records one event for one idempotency key, also for two requests at once", async () => {
  const dossier = await received();
  const input = { dossier, status: "ACCEPTED", at: later(1), idempotencyKey: "k-1" };
  const answers = await Promise.all([record(input), record(input)]);
  const again = await record(input);
  expect(answers[0]).toMatchObject({ errors: [], data: { recordDossierEvent: { userErrors: [] } } });
  expect([answers[1]?.data, again.data]).toEqual([answers[0]?.data, answers[0]?.data]);
  const { events } = await subgraph.database.row<{ events: number }>(sql`
    SELECT count(*)::int AS events FROM dossier_event WHERE dossier_id = ${dossier.replace("Dossier:", "")}`);
  expect(events).toBe(2);
  expect(await errorsOf({ ...input, note: "another" })).toMatchObject([{ code: "IDEMPOTENCY_KEY_REUSED" }]);
});

it("lets one of two events at once win", async () => {
  const dossier = await received("PROCESSING");
  const answers = await Promise.all(
    ["RESOLVED", "STOPPED"].map((status) => record({ dossier, status, at: later(1) })),
  );
  const codes = answers.map(({ data }) => {
    const payload = data?.recordDossierEvent as { userErrors: { code: string }[] };
    return payload.userErrors[0]?.code ?? "done";
  });
  expect(codes.toSorted()).toEqual(["ILLEGAL_CHANGE", "done"]);
});
