import sql from "sql-template-tag";
import { writeWorkbook } from "../../shared/import/fixture/workbook";
import { type GatewayBeforeTasks, startBeforeTasks } from "../support/gateway/gateway-before-tasks";
import { token } from "../support/gateway/gateway-fixture";
import { postQuery } from "../support/gateway/gateway-request";

/* Files by HTTP, through the gateway to the subgraph of tasks; the other sectors are down, which is nothing to it. */

let gateway: GatewayBeforeTasks["gateway"];
let served: GatewayBeforeTasks["served"];
let stop: GatewayBeforeTasks["stop"];

beforeAll(async () => {
  ({ gateway, served, stop } = await startBeforeTasks({ IMPORT_MAX_BYTES: 100_000 }));
});

afterAll(() => stop());

const header = ["Mã nhiệm vụ", "Tên nhiệm vụ", "Cấp giao", "Cơ quan chủ trì", "Ngày giao", "Hạn hoàn thành"];
const row = (code: string, lead = "SKHCN", title = "Số hóa hồ sơ") => [
  ...[code, title, "Thành phố", lead, "1/10/2025", "31/12/2025"],
];
const csv = (...rows: string[][]) => [header, ...rows].map((cells) => cells.join(";")).join("\r\n");

interface Sent {
  role?: "admin" | "editor" | "analyst";
  organization?: string;
  body?: string | FormData;
  path?: string;
  headers?: Record<string, string>;
}

async function send(
  query: string,
  { role = "admin", organization, body, path = "", headers = {} }: Sent = {},
) {
  const authorization = `Bearer ${await token({ sub: role, role, ...(organization && { org: organization }) })}`;
  const response = await fetch(`${gateway.url}/imports/tasks${path}?${query}`, {
    method: body === undefined && path !== "/undo" ? "GET" : "POST",
    headers: { authorization, ...headers },
    ...(body !== undefined && { body }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const read = ({ status, text }: { status: number; text: string }) => ({ status, body: JSON.parse(text) });
const take = async (query: string, sent: Sent) => read(await send(query, sent));
const codeOf = (answer: { status: number; text: string }) => [
  answer.status,
  JSON.parse(answer.text).errors[0].extensions.code,
];

function form(bytes: Uint8Array | string, name: string): FormData {
  const data = new FormData();
  data.append("ghi chú", "trước tệp");
  const blob = typeof bytes === "string" ? new Blob([bytes]) : new Blob([new Uint8Array(bytes)]);
  data.append("file", blob, name);
  return data;
}

const leadOf = (code: string) =>
  served.subgraph.database.rows<object>(
    sql`SELECT title, lead_organization_code AS lead FROM task WHERE code = ${code}`,
  );

const taken = { taken: true, dryRun: false, import: "tasks", problems: [], moreProblems: 0 };

describe("a file by HTTP", () => {
  it("is taken as it is, and as a workbook in a form; the history has who sent what", async () => {
    const raw = await take("file=x%2Fnhiệm-vụ.csv", { body: csv(row("HT-1")) });
    expect(raw).toMatchObject({ status: 200, body: { ...taken, rows: 1, inserted: 1, notes: [] } });
    const workbook = writeWorkbook({ sheets: [{ name: "A", rows: [header, row("HT-1"), row("HT-2")] }] });
    const sent = await take("", {
      role: "editor",
      organization: "SKHCN",
      body: form(workbook, "C:\\tệp.xlsx"),
    });
    expect(sent).toMatchObject({ status: 200, body: { ...taken, rows: 2, inserted: 1, unchanged: 1 } });
    const query = "{ tasksImports(first: 2) { nodes { name file actor organization inserted unchanged } } }";
    const history = async (claims: object) =>
      (
        await postQuery(gateway.url, query, {
          headers: { authorization: `Bearer ${await token({ sub: "x", ...claims })}` },
        })
      ).body;
    const run = { name: "tasks", inserted: 1 };
    const nodes = [
      { ...run, file: "tệp.xlsx", actor: "editor", organization: "SKHCN", unchanged: 1 },
      { ...run, file: "nhiệm-vụ.csv", actor: "admin", organization: null, unchanged: 0 },
    ];
    expect(await history({ role: "admin" })).toEqual({ data: { tasksImports: { nodes } } });
    expect(await history({ role: "editor", org: "SKHCN" })).toEqual({
      data: { tasksImports: { nodes: nodes.slice(0, 1) } },
    });
    expect(await history({ role: "analyst" })).toMatchObject({
      errors: [{ extensions: { code: "FORBIDDEN" } }],
    });
  });

  it("of a dry run changes nothing, and tells how far it is, line by line", async () => {
    const { text, headers } = await send("dryRun=true&language=vi", {
      body: csv(row("HT-9"), row("HT-9"), ["Tổng", "", "", "", "", ""]),
      headers: { accept: "application/x-ndjson", "content-type": "text/csv" },
    });
    const lines = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(headers.get("content-type")).toBe("application/x-ndjson");
    expect(lines.flatMap(({ step }) => step ?? [])).toEqual(["reading", "checking", "finished"]);
    expect(lines.at(-1)).toEqual({
      answer: {
        ...{ taken: false, dryRun: true, import: "tasks", run: null, moreProblems: 0 },
        ...{ rows: 0, inserted: 0, changed: 0, unchanged: 0 },
        problems: [
          {
            lines: [3],
            count: 1,
            column: { letters: "A", header: "Mã nhiệm vụ" },
            message:
              'dòng 3, cột A (Mã nhiệm vụ): cần code khác với các dòng trước, nhưng nhận được "HT-9" – như ở dòng 2.',
          },
        ],
        notes: [{ lines: [4], count: 1, column: null, message: 'dòng 4: "Tổng" được bỏ qua – dòng tổng.' }],
      },
    });
    expect(await leadOf("HT-9")).toEqual([]);
  });

  it("of an editor may only have rows of their organization, as they are and as they shall be", async () => {
    const editor: Sent = { role: "editor", organization: "STC" };
    await take("", { body: csv(row("HT-10")) });
    const foreign = await take("", { ...editor, body: csv(row("HT-11"), row("HT-12", "STC")) });
    expect(foreign.body).toMatchObject({
      taken: false,
      problems: [
        { lines: [2], message: expect.stringContaining("a row that you may change, which is one of STC") },
      ],
    });
    const taking = await take("", { ...editor, body: csv(row("HT-10", "STC")) });
    expect(taking.body.taken).toBe(false);
    expect(await leadOf("HT-10")).toEqual([{ title: "Số hóa hồ sơ", lead: "SKHCN" }]);
    expect((await take("", { ...editor, body: csv(row("HT-12", "Sở Tài chính")) })).body).toMatchObject({
      ...taken,
      notes: [{ lines: [2], message: expect.stringContaining('"Sở Tài chính" was taken for STC – a name') }],
    });
    expect(codeOf(await send("import=key-results", { ...editor, body: "Mã kết quả;Mục tiêu\n" }))).toEqual([
      403,
      "FORBIDDEN",
    ]);
  });

  it.each<[string, string, Sent, number, string]>([
    ["without a token's right", "", { role: "analyst", body: "x" }, 403, "FORBIDDEN"],
    ["for an import that there is not", "import=lamps", { body: "x" }, 400, "BAD_USER_INPUT"],
    ["with a parameter that there is not", "foo=1", { body: "x" }, 400, "BAD_USER_INPUT"],
    ["that is too large", "", { body: "x".repeat(100_001) }, 413, "REQUEST_TOO_LARGE"],
    [
      "in a form without one",
      "",
      { body: "--a\r\n--a--", headers: { "content-type": "multipart/form-data; boundary=a" } },
      400,
      "BAD_REQUEST",
    ],
    [
      "in a form that ends within it",
      "",
      {
        body: '--a\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\nMã',
        headers: { "content-type": "multipart/form-data; boundary=a" },
      },
      400,
      "BAD_REQUEST",
    ],
  ])("%s is refused", async (_name, query, sent, status, code) => {
    expect(codeOf(await send(query, sent))).toEqual([status, code]);
  });

  it("is nothing to a part of the graph that there is not, or that is down", async () => {
    const authorization = `Bearer ${await token({ role: "admin" })}`;
    const at = async (name: string) =>
      (await fetch(`${gateway.url}/imports/${name}`, { headers: { authorization } })).status;
    expect([await at("lamps"), await at("..%2Fgraphql"), await at("procedures")]).toEqual([404, 404, 503]);
  });

  it("that its client leaves in the middle changes nothing", async () => {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(Buffer.from(csv(row("HT-20"), row("HT-21")))),
      pull: (controller) => controller.error(new Error("gone")),
    });
    const authorization = `Bearer ${await token({ role: "admin" })}`;
    const init = { method: "POST", headers: { authorization }, body, duplex: "half" as const };
    await expect(fetch(`${gateway.url}/imports/tasks`, init)).rejects.toThrow();
    expect(await leadOf("HT-20")).toEqual([]);
  });
});

describe("a run", () => {
  const state = () =>
    served.subgraph.database.rows<object>(sql`
      SELECT (SELECT md5(string_agg(t::text, ',' ORDER BY id)) FROM task t) AS tasks,
        (SELECT md5(string_agg(c::text, ',' ORDER BY id)) FROM task_change c) AS changes,
        (SELECT md5(string_agg(c::text, ',' ORDER BY task_id, organization_code)) FROM task_coordinator c) AS coordinators,
        (SELECT md5(string_agg(s::text, ',' ORDER BY id)) FROM task_state s) AS states`);
  const undo = (run: string, sent: Sent = {}) => send(`run=${run}`, { ...sent, path: "/undo" });

  it("is undone as if it had never been, rows that it changed included", async () => {
    await take("", { body: csv(row("HT-30")) });
    const before = await state();
    const file = [...header, "Cơ quan phối hợp", "Tiến độ"];
    const lines = [
      file,
      [...row("HT-30", "SKHCN", "Tên khác"), "STC, SNV", "0,5"],
      [...row("HT-31"), "", ""],
    ];
    const { body } = await take("", { body: lines.map((cells) => cells.join(";")).join("\n") });
    expect(body).toMatchObject({ ...taken, inserted: 1, changed: 1 });
    expect(await state()).not.toEqual(before);
    expect(codeOf(await undo(body.run, { role: "editor", organization: "STC" }))).toEqual([404, "NOT_FOUND"]);
    expect(read(await undo(body.run))).toMatchObject({ status: 200, body: { run: body.run } });
    expect(await state()).toEqual(before);
    expect(codeOf(await undo(body.run))).toEqual([409, "ILLEGAL_CHANGE"]);
  });

  it("that somebody has built on stays", async () => {
    const { body } = await take("", { body: csv(row("HT-40"), row("HT-41")) });
    await take("", { body: csv(row("HT-41", "SKHCN", "Tên khác")) });
    const before = await state();
    const answer = await undo(body.run);
    expect(codeOf(answer)).toEqual([409, "ILLEGAL_CHANGE"]);
    expect(answer.text).toContain("others have built on it");
    expect(await state()).toEqual(before);
  });

  it("is put down in the audit, and so is its end", async () => {
    const { body } = await take("", { body: csv(row("HT-50")) });
    await undo(body.run);
    const entries = await served.subgraph.database.rows<object>(sql`
      SELECT kind, operation, subject FROM audit_entry ORDER BY sequence DESC LIMIT 2`);
    expect(entries).toEqual([
      { kind: "IMPORT", operation: "tasks undone", subject: "admin" },
      { kind: "IMPORT", operation: "tasks", subject: "admin" },
    ]);
  });
});

it("describes its imports, and has templates that it takes in itself", async () => {
  const { body } = await take("language=vi&import=tasks", {});
  expect(body.imports).toMatchObject([{ name: "tasks", isForEditors: true }]);
  expect(body.imports[0].columns.find(({ key }: { key: string }) => key === "due_on")).toEqual({
    key: "due_on",
    header: { en: "Due on", vi: "Hạn hoàn thành" },
    ...{ required: true, isKey: false, example: "31/12/2025" },
    expected: "một ngày như 2025-11-14 hoặc 14/11/2025",
  });
  const authorization = `Bearer ${await token({ role: "admin" })}`;
  const template = await fetch(`${gateway.url}/imports/tasks/template?import=tasks&language=vi`, {
    headers: { authorization },
  });
  expect(template.headers.get("content-disposition")).toBe('attachment; filename="tasks.xlsx"');
  const bytes = new Uint8Array(await template.arrayBuffer());
  const empty = await take("", { body: form(bytes, "tasks.xlsx") });
  expect(empty.body).toMatchObject({ ...taken, rows: 0 });
});
