import sql from "sql-template-tag";
import type { Viewer } from "../../../../shared/http/identity/viewer";
import { serveTestSubgraph, type TestServed } from "../../../../test/support/subgraph/served-subgraph";
import { admin, analyst, editorOf } from "../../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../../subgraph";

/* Dossiers that an office's program sends, over HTTP, held to what then stands in the tables. */

let served: TestServed;
let procedure: string;
beforeAll(async () => {
  served = await serveTestSubgraph(procedures);
  ({ code: procedure } = await served.subgraph.database.row<{ code: string }>(
    sql`SELECT min(code) AS code FROM procedure`,
  ));
});
afterAll(() => served.close());

let numbers = 0;
const newCode = () => {
  numbers += 1;
  return `SYNC-${numbers}`;
};

/** A dossier as a program has it: registered, and no more. */
const dossier = (code: string, fields: object = {}) => ({
  ...{ code, procedure, organization: "STP", unit: null, channel: "ONLINE", applicant: "CITIZEN" },
  ...{ status: "REGISTERED", received_at: "2025-11-03T08:30:00+07:00", due_at: "2025-11-10T17:00:00+07:00" },
  ...{ resolved_at: null, digitised: true, electronic_result: false, payment: "NONE" },
  ...fields,
});

interface Sent {
  viewer?: Viewer;
  key?: string;
  query?: string;
  type?: string;
  name?: string;
}

function send(
  rows: readonly unknown[] | string,
  { viewer = admin, key, query = "", type = "application/json", name = "dossiers" }: Sent = {},
) {
  const headers = { "content-type": type, ...(key !== undefined && { "idempotency-key": key }) };
  const body = typeof rows === "string" ? rows : JSON.stringify(rows);
  return served.post(`/sync/${name}?${query}`, body, { viewer, headers });
}

const lines = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).join("\n");

const taken = (run: unknown, counts: [inserted: number, changed: number, unchanged: number]) => ({
  ...{ taken: true, dryRun: false, run, rows: counts.reduce((sum, count) => sum + count) },
  ...{
    inserted: counts[0],
    changed: counts[1],
    unchanged: counts[2],
    problems: [],
    moreProblems: 0,
    notes: [],
  },
});
const someRun = expect.stringMatching(/^\d+$/);

const stored = (prefix: string) =>
  served.subgraph.database.rows<{ code: string; status: string; satisfaction: number | null }>(sql`
    SELECT c.code, d.status::text AS status, d.satisfaction FROM dossier_code c JOIN dossier d ON d.id = c.dossier_id
    WHERE c.code LIKE ${`${prefix}%`} ORDER BY c.code`);

const runs = async () =>
  (await served.subgraph.database.row<{ count: number }>(sql`SELECT count(*)::int AS count FROM import_run`))
    .count;

describe("rows of a program", () => {
  it("are inserted, changed, and left as they are when they come again; JSON and NDJSON alike", async () => {
    const [one, two] = [newCode(), newCode()];
    expect(await send([dossier(one), dossier(two)])).toMatchObject({
      status: 200,
      body: taken(someRun, [2, 0, 0]),
    });
    const next = [
      dossier(one, { status: "ACCEPTED", satisfaction: 4 }),
      dossier(two, { satisfaction: null }),
    ];
    expect(await send(lines(next), { type: "application/x-ndjson" })).toMatchObject({
      status: 200,
      body: taken(someRun, [0, 1, 1]),
    });
    expect((await send(next)).body).toEqual(taken(someRun, [0, 0, 2]));
    expect(await stored("SYNC-")).toEqual([
      { code: one, status: "ACCEPTED", satisfaction: 4 },
      { code: two, status: "REGISTERED", satisfaction: null },
    ]);
    // A field that no row has stays as it is.
    expect((await send([dossier(one, { status: "ACCEPTED" })])).body).toEqual(taken(someRun, [0, 0, 1]));
  });

  it("tells every problem by row and field, and takes nothing", async () => {
    const [one, two] = [newCode(), newCode()];
    const before = await runs();
    const rows = [
      dossier(one, { satisfaction: null }),
      dossier(two, { procedure: "9.999", unit: "99999", satisfaction: 5 }),
      dossier(one, { satisfaction: 9, due_at: 5, digitised: "có" }),
      "a text",
      { ...dossier(newCode()), colour: "red" },
      { code: newCode() },
    ];
    const { status, body } = await send(rows);
    expect({ status, body }).toMatchObject({
      status: 422,
      body: { taken: false, run: null, rows: 0, inserted: 0, moreProblems: 0 },
    });
    const told = (body as { problems: { rows: number[]; field: string | null }[] }).problems;
    const places = told.flatMap(({ rows: at, field }) => at.map((row) => `${row} ${field}`));
    // Keys are looked for among the rows that can be read, the first two.
    expect(places.toSorted()).toEqual(
      [
        "2 procedure",
        "2 unit",
        "3 digitised",
        "3 due_at",
        "3 satisfaction",
        "4 null",
        "5 colour",
        ...["5", "6"].map((row) => `${row} satisfaction`),
        ...["applicant", "channel", "digitised", "due_at", "electronic_result"].map((field) => `6 ${field}`),
        ...["organization", "payment", "procedure", "received_at", "resolved_at", "status", "unit"].map(
          (field) => `6 ${field}`,
        ),
      ].toSorted(),
    );
    expect(await stored(one)).toEqual([]);
    expect(await runs()).toBe(before);
  });

  it("names each of many rows that have one problem", async () => {
    const rows = Array.from({ length: 300 }, () => dossier(newCode(), { procedure: "9.999" }));
    const { body } = await send(rows);
    expect((body as { problems: object[] }).problems).toEqual([
      {
        rows: rows.map((_, at) => at + 1),
        count: 300,
        field: "procedure",
        message: 'expected the code of a known procedure, got "9.999".',
      },
    ]);
  });

  it("refuses the same id twice in a request", async () => {
    const code = newCode();
    const { status, body } = await send([
      dossier(code),
      dossier(newCode()),
      dossier(code, { status: "ACCEPTED" }),
    ]);
    expect(status).toBe(422);
    expect((body as { problems: object[] }).problems).toEqual([
      {
        ...{ rows: [3], count: 1, field: "code" },
        message: `expected another code than that of an earlier line, got "${code}" – as in line 1.`,
      },
    ]);
  });

  it("are both in when two requests with one id come at once, one after the other", async () => {
    const code = newCode();
    const answers = await Promise.all(
      ["ACCEPTED", "REGISTERED"].map((status) => send([dossier(code, { status })])),
    );
    // Which of the two comes first is open; REGISTERED after ACCEPTED is no course that a dossier takes.
    const counts = answers.map(({ body }) => body as { inserted: number; changed: number });
    expect(counts.reduce((sum, { inserted }) => sum + inserted, 0)).toBe(1);
    expect(await stored(code)).toEqual([{ code, status: "ACCEPTED", satisfaction: null }]);
  });

  it("of a dry run change nothing, and are told as if they did", async () => {
    const code = newCode();
    expect((await send([dossier(code)], { query: "dryRun=true" })).body).toEqual({
      ...taken(null, [1, 0, 0]),
      dryRun: true,
    });
    expect(await stored(code)).toEqual([]);
  });

  it("keep statistics true", async () => {
    await send([dossier(newCode(), { unit: "00004", status: "ACCEPTED" })]);
    const { data } = await served.ask("{ dossierStats { totals { received } } }");
    const { count } = await served.subgraph.database.row<{ count: number }>(
      sql`SELECT count(*)::int AS count FROM dossier`,
    );
    expect(data).toEqual({ dossierStats: { totals: { received: count } } });
  });
});

describe("a request that comes again", () => {
  it("with its key gets its answer, and has one effect", async () => {
    const rows = [dossier(newCode())];
    const first = await send(rows, { key: "again-1" });
    const before = await runs();
    expect(await send(rows, { key: '"again-1"' })).toMatchObject({ status: 200, body: first.body });
    expect(await runs()).toBe(before);
    const other = await send([dossier(newCode())], { key: "again-1" });
    expect([other.status, codeOf(other.body)]).toEqual([409, "IDEMPOTENCY_KEY_REUSED"]);
    // A key is of whoever sent it.
    expect((await send(rows, { key: "again-1", viewer: editorOf("STP") })).body).toMatchObject({
      unchanged: 1,
    });
  });

  it("at the same time waits for the first, and gets its answer", async () => {
    const rows = [dossier(newCode())];
    const before = await runs();
    const [one, two, three] = await Promise.all([1, 2, 3].map(() => send(rows, { key: "at once" })));
    expect([two?.body, three?.body]).toEqual([one?.body, one?.body]);
    expect(one?.body).toEqual(taken(someRun, [1, 0, 0]));
    expect(await runs()).toBe(before + 1);
  });

  it("after a refusal may have other rows: nothing was done under the key", async () => {
    const code = newCode();
    expect((await send([dossier(code, { channel: "BY_FAX" })], { key: "mended" })).status).toBe(422);
    expect((await send([dossier(code)], { key: "mended" })).body).toEqual(taken(someRun, [1, 0, 0]));
  });
});

const codeOf = (body: unknown) =>
  (body as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code;

describe("a connection that breaks in the middle", () => {
  it("leaves nothing; the same request with its key then has its one effect", async () => {
    const rows = [dossier(newCode())];
    const before = await runs();
    const answer = await whileAnotherImports(async () => {
      const sent = send(rows, { key: "broken" });
      await terminateWaiting();
      return sent;
    });
    expect([answer.status, codeOf(answer.body)]).toEqual([504, "OUTCOME_UNKNOWN"]);
    expect([await runs(), await stored(rows[0]?.code ?? "")]).toEqual([before, []]);
    expect((await send(rows, { key: "broken" })).body).toEqual(taken(someRun, [1, 0, 0]));
  });
});

/** Holds what imports of dossiers hold one after the other. */
async function whileAnotherImports<Result>(work: () => Promise<Result>): Promise<Result> {
  const runner = served.subgraph.dataSource.createQueryRunner();
  await runner.startTransaction();
  await runner.query("SELECT pg_advisory_xact_lock(hashtext('import'), hashtext('dossiers'))");
  try {
    return await work();
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}

/** Ends the connection that waits for an import, as a server that goes down does, once there is one. */
async function terminateWaiting(): Promise<void> {
  const statement = sql`
    SELECT pg_terminate_backend(pid) FROM pg_locks
    WHERE locktype = 'advisory' AND NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  while ((await served.subgraph.database.rows(statement)).length === 0);
}

describe("who may send", () => {
  it("an editor its organization's rows, as they are and as they shall be", async () => {
    const [own, others] = [newCode(), newCode()];
    await send([dossier(others, { organization: "U00004" })]);
    expect((await send([dossier(own)], { viewer: editorOf("STP") })).status).toBe(200);
    for (const organization of ["STP", "U00004"]) {
      const { status, body } = await send([dossier(others, { organization })], { viewer: editorOf("STP") });
      expect([status, (body as { problems: { rows: number[]; field: string }[] }).problems[0]]).toMatchObject(
        [422, { rows: [1], field: "code" }],
      );
    }
  });

  it.each<[string, Viewer, string, [number, string]]>([
    [
      "the public",
      { subject: null, role: "public", organization: null },
      "dossiers",
      [401, "UNAUTHENTICATED"],
    ],
    ["analysts", analyst, "dossiers", [403, "FORBIDDEN"]],
    ["editors of no organization", { ...editorOf("x"), organization: null }, "dossiers", [403, "FORBIDDEN"]],
    ["editors, what is the admins'", editorOf("STP"), "service-points", [403, "FORBIDDEN"]],
  ])("not %s", async (_, viewer, name, refusal) => {
    const { status, body } = await send([dossier(newCode())], { viewer, name });
    expect([status, codeOf(body)]).toEqual(refusal);
  });
});

describe("what is no request of rows", () => {
  it.each<[string, string | unknown[], Sent, [number, string]]>([
    ["no JSON", "{", {}, [400, "INVALID_JSON"]],
    ["no array", "{}", {}, [400, "BAD_USER_INPUT"]],
    ["another type", "[]", { type: "text/csv" }, [415, "UNSUPPORTED_MEDIA_TYPE"]],
    ["too many rows", new Array(10_001).fill({}), {}, [400, "BAD_USER_INPUT"]],
    ["too many bytes", `["${"x".repeat(16 * 1024 ** 2)}"]`, {}, [413, "REQUEST_TOO_LARGE"]],
    ["another import", [], { name: "nothing" }, [404, "NOT_FOUND"]],
    ["another parameter", [], { query: "sheet=1" }, [400, "BAD_USER_INPUT"]],
    ["an empty key", [], { key: "" }, [400, "BAD_USER_INPUT"]],
    ["a source that turns lines", [], { query: "source=a%0Ab" }, [400, "BAD_USER_INPUT"]],
  ])("%s", async (_, rows, sent, refusal) => {
    const { status, body } = await send(rows, sent);
    expect([status, codeOf(body)]).toEqual(refusal);
  });

  it("is none that has no rows: it is taken in, and tells of itself", async () => {
    expect((await send([])).body).toEqual(taken(someRun, [0, 0, 0]));
  });

  it("is a line that is no JSON, which is told with the others", async () => {
    const { status, body } = await send(`${JSON.stringify(dossier(newCode()))}\n{"code":\n\nnull\n`, {
      type: "application/x-ndjson",
    });
    expect(status).toBe(422);
    expect((body as { problems: object[] }).problems).toEqual([
      { rows: [2, 4], count: 2, field: null, message: 'expected a JSON object, got "{"code":".' },
    ]);
  });
});

it("tells in the graph which source was last in step, when, and by whom", async () => {
  await send([dossier(newCode())], { viewer: editorOf("STP"), query: "source=một-cửa" });
  await send([dossier(newCode()), dossier(newCode())], { viewer: editorOf("STP"), query: "source=một-cửa" });
  const query = `{ proceduresLastSyncs { name kind file actor organization inserted changed unchanged undoable }
    proceduresImports(filter: { kind: { eq: SYNC } }) { totalCount } }`;
  const { data } = await served.ask(query, { viewer: editorOf("STP") });
  expect((data as { proceduresLastSyncs: { file: string }[] }).proceduresLastSyncs.at(-1)).toEqual({
    ...{ name: "dossiers", kind: "SYNC", file: "một-cửa", actor: "editor-STP", organization: "STP" },
    ...{ inserted: 2, changed: 0, unchanged: 0, undoable: false },
  });
  const all = await served.ask(query, { viewer: admin });
  expect((all.data as { proceduresLastSyncs: object[] }).proceduresLastSyncs.length).toBeGreaterThan(1);
  const { errors } = await served.ask(query, { viewer: analyst });
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(["FORBIDDEN", "FORBIDDEN"]);
});
