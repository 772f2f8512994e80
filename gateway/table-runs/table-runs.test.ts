import "../config/environment";
import { Client } from "pg";
import { token } from "../../test/support/gateway/gateway-fixture";
import { eventually } from "../../test/support/gateway/gateway-request";
import { eventCount, type SavedFixture, startSavedFixture } from "../../test/support/gateway/saved-fixture";

/* Runs of tables over HTTP: what is known of them while and after they run, and cancelling them from another process. */

let fixture: SavedFixture;
let held: ReturnType<SavedFixture["holdEvents"]> | undefined;
beforeAll(async () => {
  fixture = await startSavedFixture({ gateways: 2 });
});
afterEach(() => held?.letGo());
afterAll(() => fixture.stop());

const query = "{ events { nodes { number } } }";
type Run = Record<string, unknown> & { id: string; state: string; rows: number };
const post = (as?: "an" | "binh", format = "ndjson") =>
  fixture.ask("POST", "/tables", { as, body: { query, format, fileName: "Sự kiện" } });
const runOf = async (id: string, as?: "an" | "binh" | "dung", at = 0) => {
  const { status, body } = await fixture.ask("GET", `/table-runs/${id}`, { as, at });
  return { status, run: body as Run };
};
/** A run once it is in a state. */
const runIn = (state: string, id: string, as?: "an", at = 0) =>
  eventually(async () => {
    const { run } = await runOf(id, as, at);
    return run.state === state ? run : undefined;
  });
/** Begins a table whose second page does not come until it is let go. */
async function begin(as?: "an"): Promise<{ id: string; rest: Promise<string>; leave(): void }> {
  held = fixture.holdEvents();
  const leaving = new AbortController();
  const authorization = as && `Bearer ${await token({ role: "analyst", sub: as })}`;
  const response = await fetch(`${fixture.gateways[0]?.url}/tables`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(authorization && { authorization }) },
    body: JSON.stringify({ query, format: "ndjson" }),
    signal: leaving.signal,
  });
  const rest = response.text();
  rest.catch(() => undefined);
  return { id: response.headers.get("x-table-run") ?? "", rest, leave: () => leaving.abort() };
}

it("are known by their id, with what came of them, in every process", async () => {
  const { headers, status } = await post("an");
  expect(status).toBe(200);
  const run = await runIn("done", headers.get("x-table-run") ?? "", "an", 1);
  expect(run).toEqual({
    ...{ id: headers.get("x-table-run"), name: "Sự kiện", format: "ndjson", subject: "an", role: "analyst" },
    ...{ state: "done", rows: eventCount, expectedRows: eventCount, errorCode: null },
    ...{ startedAt: expect.any(String), endedAt: expect.any(String) },
  });
});

it("are whoever's asked for them, and admins'; the public's are whoever's knows the id", async () => {
  const id = (await post("an")).headers.get("x-table-run") ?? "";
  const statuses = [];
  for (const as of ["an", "dung", "binh", undefined] as const) statuses.push((await runOf(id, as)).status);
  expect(statuses).toEqual([200, 200, 404, 404]);
  const open = (await post()).headers.get("x-table-run") ?? "";
  expect((await runOf(open)).run).toMatchObject({ subject: null, role: "public" });
  expect((await runOf("none")).status).toBe(404);
  const listed = async (as?: "an" | "binh" | "dung") => {
    const { status, body } = await fixture.ask("GET", "/table-runs", { as });
    return status === 200 ? (body as { tableRuns: Run[] }).tableRuns.map((run) => run.id) : status;
  };
  expect(await listed("an")).toContain(id);
  expect(await listed("binh")).toEqual([]);
  expect(await listed("dung")).toEqual(expect.arrayContaining([id, open]));
  expect(await listed()).toBe(401);
});

it("tell how far they have come, and are cancelled from another process", async () => {
  const { id, rest } = await begin("an");
  // The first page is written, and the database told of it within a second.
  const running = await eventually(async () => {
    const { run } = await runOf(id, "an", 1);
    return run.rows > 0 ? run : undefined;
  });
  expect(running).toMatchObject({ state: "running", expectedRows: eventCount, endedAt: null });
  expect((await fixture.ask("DELETE", `/table-runs/${id}`, { as: "binh", at: 1 })).status).toBe(404);
  const { status, body } = await fixture.ask("DELETE", `/table-runs/${id}`, { as: "an", at: 1 });
  expect([status, body]).toEqual([202, expect.objectContaining({ id, state: "running" })]);
  // The transfer fails: nobody takes what came for the whole.
  await expect(rest).rejects.toThrow();
  expect(await runIn("cancelled", id, "an", 1)).toMatchObject({ rows: 4, errorCode: null });
  // One that has ended stays as it is.
  expect((await fixture.ask("DELETE", `/table-runs/${id}`, { as: "an" })).status).toBe(200);
});

it("end with their client, and with what they fail by", async () => {
  const left = await begin();
  left.leave();
  expect(await runIn("cancelled", left.id)).toMatchObject({ errorCode: null });
  const failing = await begin();
  held?.fail();
  await expect(failing.rest).rejects.toThrow();
  expect(await runIn("failed", failing.id)).toMatchObject({ rows: 4, errorCode: "INTERNAL_SERVER_ERROR" });
});

it("have failed when their process has died", async () => {
  const { id } = await begin("an");
  // As if the process had given no sign for a minute.
  const client = new Client({ connectionString: fixture.databaseUrl });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO table_run (id, name, format, subject, role, request_id, rows, started_at, seen_at)
       VALUES (gen_random_uuid(), 'lost', 'csv', 'an', 'analyst', 'r', 7, now(), clock_timestamp() - interval '1 minute')`,
    );
    const { body } = await fixture.ask("GET", "/table-runs", { as: "an", at: 1 });
    const runs = (body as { tableRuns: Run[] }).tableRuns;
    expect(runs.find(({ name }) => name === "lost")).toMatchObject({
      ...{ state: "failed", rows: 7, errorCode: "SERVICE_UNAVAILABLE", endedAt: expect.any(String) },
    });
    expect(runs.find((run) => run.id === id)).toMatchObject({ state: "running" });
  } finally {
    await client.end();
  }
});
