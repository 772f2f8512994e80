import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Client } from "pg";
import sql from "sql-template-tag";
import { fromRoot } from "../../shared/base/project/project-root";
import { createTestDatabase } from "../support/database/test-cluster";
import { type GatewayBeforeTasks, startBeforeTasks } from "../support/gateway/gateway-before-tasks";
import { token } from "../support/gateway/gateway-fixture";

/* Rows of programs through the gateway to the subgraph of tasks, and the documents' example over an office's database. */

let gateway: GatewayBeforeTasks["gateway"];
let served: GatewayBeforeTasks["served"];
let stop: GatewayBeforeTasks["stop"];
let office: Client;
let officeUrl: string;
let folder: string;

beforeAll(async () => {
  ({ gateway, served, stop } = await startBeforeTasks({ SYNC_MAX_BYTES: 100_000 }));
  officeUrl = await createTestDatabase("office");
  office = new Client({ connectionString: officeUrl });
  await office.connect();
  await office.query(`
    CREATE TABLE nhiem_vu (ma text PRIMARY KEY, ten text, cap_giao text, chu_tri text, ngay_giao date, han date,
      hoan_thanh date, cap_nhat timestamptz NOT NULL)`);
  folder = await mkdtemp(join(tmpdir(), "copy-tasks-"));
});

afterAll(async () => {
  await office.end();
  await stop();
  await rm(folder, { recursive: true });
});

const task = (code: string, fields: object = {}) => ({
  ...{ code, title: "Số hóa hồ sơ", assigned_by: "CITY", lead: "SKHCN" },
  ...{ assigned_on: "2025-10-01", due_on: "2025-12-31", ...fields },
});

async function send(
  rows: object[],
  {
    path = "/sync/tasks/tasks",
    claims = { sub: "p", role: "admin" } as Record<string, unknown> | null,
    headers = {},
    pad = 0,
  } = {},
) {
  const response = await fetch(`${gateway.url}${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(claims !== null && { authorization: `Bearer ${await token(claims)}` }),
      ...headers,
    },
    body: `${JSON.stringify(rows)}${" ".repeat(pad)}`,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text) };
}

const titles = () =>
  served.subgraph.database.rows<{ code: string; title: string }>(
    sql`SELECT code, title FROM task WHERE code LIKE 'NV-%' ORDER BY code`,
  );

describe("rows through the gateway", () => {
  it("are taken in with who sent them, and have their one effect under a key", async () => {
    const headers = { "idempotency-key": "gw-1" };
    const claims = { sub: "sở", role: "editor", org: "SKHCN" };
    const path = "/sync/tasks/tasks?source=hệ-thống";
    const first = await send([task("GW-1"), task("GW-2")], { path, claims, headers });
    expect(first).toMatchObject({ status: 200, body: { taken: true, rows: 2, inserted: 2 } });
    expect(first.headers.get("cache-control")).toBe("no-store");
    expect((await send([task("GW-1"), task("GW-2")], { path, claims, headers })).body).toEqual(first.body);
    const [run] = await served.subgraph.database.rows(
      sql`SELECT file, kind, actor, organization, inserted FROM import_run ORDER BY id DESC LIMIT 1`,
    );
    expect(run).toEqual({ file: "hệ-thống", kind: "SYNC", actor: "sở", organization: "SKHCN", inserted: 2 });
  });

  it("are taken in compressed, by the length that they have before", async () => {
    const response = await fetch(`${gateway.url}/sync/tasks/tasks`, {
      method: "POST",
      headers: {
        ...{ "content-type": "application/json", "content-encoding": "gzip" },
        authorization: `Bearer ${await token({ sub: "p", role: "admin" })}`,
      },
      body: gzipSync(JSON.stringify(Array.from({ length: 50 }, (_, at) => task(`GZ-${at}`)))),
    });
    expect([response.status, await response.json()]).toMatchObject([200, { taken: true, inserted: 50 }]);
  });

  it("are refused by row and field in the reader's language", async () => {
    const { status, body } = await send([task("GW-3", { lead: "KHONG", due_on: "31/02/2026" })], {
      path: "/sync/tasks/tasks?language=vi",
    });
    expect([status, body.problems]).toEqual([
      422,
      [{ rows: [1], count: 1, field: "due_on", message: expect.stringMatching(/^cần .*2026/) }],
    ]);
  });

  it.each<[string, Parameters<typeof send>[1], [number, string]]>([
    ["nobody", { claims: null }, [401, "UNAUTHENTICATED"]],
    ["an analyst", { claims: { sub: "a", role: "analyst" } }, [403, "FORBIDDEN"]],
    ["another sector", { path: "/sync/education/schools" }, [404, "NOT_FOUND"]],
    ["another import", { path: "/sync/tasks/..%2Fimports" }, [404, "NOT_FOUND"]],
    ["too many bytes", { pad: 100_001 }, [413, "REQUEST_TOO_LARGE"]],
    ["a sector that is down", { path: "/sync/procedures/dossiers" }, [504, "OUTCOME_UNKNOWN"]],
  ])("of %s are refused", async (_, sent, refusal) => {
    const { status, body } = await send([task("GW-4")], sent);
    expect([status, body.errors?.[0]?.extensions.code]).toEqual(refusal);
  });
});

describe("the example that copies a database", () => {
  const copy = async () => {
    const child = spawn(
      process.execPath,
      [fromRoot("docs", "examples", "sync", "copy-tasks.mjs"), "--once"],
      {
        env: {
          ...process.env,
          SOURCE_DATABASE_URL: officeUrl,
          GRAPH_URL: gateway.url,
          GRAPH_TOKEN: await token({ sub: "copy", role: "editor", org: "SKHCN" }),
          STATE_FILE: join(folder, "state.json"),
        },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    const [printed, said]: [string[], string[]] = [[], []];
    child.stdout.on("data", (bytes) => printed.push(String(bytes)));
    child.stderr.on("data", (bytes) => said.push(String(bytes)));
    const [code] = await once(child, "close");
    return { code, printed: printed.join(""), said: said.join("") };
  };
  const put = (code: string, title: string, changed: string, lead = "SKHCN") =>
    office.query(
      `INSERT INTO nhiem_vu VALUES ($1, $2, 'CITY', $4, '2025-10-01', '2025-12-31', NULL, $3)
       ON CONFLICT (ma) DO UPDATE SET ten = excluded.ten, chu_tri = excluded.chu_tri, cap_nhat = excluded.cap_nhat`,
      [code, title, changed, lead],
    );

  it("brings everything, then what has changed since, and puts aside what is refused", async () => {
    await put("NV-1", "Một", "2025-11-01T08:00:00Z");
    await put("NV-2", "Hai", "2025-11-01T09:00:00Z");
    await put("NV-3", "Ba", "2025-11-01T09:30:00Z", "STC");
    const first = await copy();
    expect({ code: first.code, printed: first.printed }).toEqual({
      code: 0,
      printed: "2 rows: 2 inserted, 0 changed, 0 unchanged\n",
    });
    expect(first.said).toMatch(/^NV-3: code: expected a row that you may change/);
    expect(JSON.parse(await readFile(join(folder, "state.json.refused"), "utf8"))).toMatchObject({
      code: "NV-3",
    });

    await put("NV-1", "Một, sửa", "2025-11-02T08:00:00Z");
    await put("NV-3", "Ba", "2025-11-02T08:30:00Z");
    expect((await copy()).printed).toBe("2 rows: 1 inserted, 1 changed, 0 unchanged\n");
    // Of the last five minutes before the position, again: nothing happens to it.
    expect((await copy()).printed).toBe("1 rows: 0 inserted, 0 changed, 1 unchanged\n");
    expect(await titles()).toEqual([
      { code: "NV-1", title: "Một, sửa" },
      { code: "NV-2", title: "Hai" },
      { code: "NV-3", title: "Ba" },
    ]);
  });

  it("goes on from the beginning of what it did not finish, with the same end", async () => {
    await put("NV-4", "Bốn", "2025-11-03T08:00:00Z");
    const before = await readFile(join(folder, "state.json"), "utf8");
    await copy();
    await rm(join(folder, "state.json"));
    expect((await copy()).printed).toBe("4 rows: 0 inserted, 0 changed, 4 unchanged\n");
    expect(await readFile(join(folder, "state.json"), "utf8")).not.toBe(before);
    expect((await titles()).map(({ code }) => code)).toEqual(["NV-1", "NV-2", "NV-3", "NV-4"]);
  });
});
