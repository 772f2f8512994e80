import "../config/environment";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { Client } from "pg";
import pino from "pino";
import { eventually } from "../../test/support/gateway/gateway-request";
import {
  type AskOptions,
  type SavedFixture,
  startSavedFixture,
} from "../../test/support/gateway/saved-fixture";

/* Addresses that are shared: whom they let in, as whom, for how long, and what of them is told to whom. */

const lines: Record<string, unknown>[] = [];
let texts = "";
const log = pino(
  { level: "trace" },
  new Writable({
    write(chunk, _encoding, done) {
      texts += String(chunk);
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  }),
);
let fixture: SavedFixture;
let directory: string;
let now = new Date();
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "graph-shares-"));
  await revoke({});
  fixture = await startSavedFixture({
    ...{ gateways: 2, log, clock: { now: () => now }, revokedFile: revoked() },
    config: { rates: { public: 0, analyst: 2_000, editor: 0, admin: 0 } },
  });
});
afterAll(async () => {
  await fixture.stop();
  await rm(directory, { recursive: true });
});
beforeEach(async () => {
  now = new Date();
  await revoke({});
});

const revoked = () => join(directory, "revoked.json");
async function revoke(list: { tokens?: string[]; subjects?: Record<string, string> }): Promise<void> {
  await writeFile(`${revoked()}.new`, JSON.stringify(list));
  await rename(`${revoked()}.new`, revoked());
}

const query = "query($kind: WardKind) { wards(kind: $kind) { code name } }";
let saved = 0;
/** Saves a query under a new name. */
async function save(more: object = {}, as: AskOptions["as"] = "dung"): Promise<string> {
  saved += 1;
  const name = `shared-${saved}`;
  await fixture.ask("POST", "/saved-queries", {
    as,
    body: { name, title: "T", kind: "query", query, ...more },
  });
  return name;
}
interface Share {
  id: string;
  url: string;
  expiresAt: string;
}
async function share(name: string, more: object = {}, as: AskOptions["as"] = "dung"): Promise<Share> {
  const body = { format: "csv", days: 30, ...more };
  const answer = await fixture.ask("POST", `/saved-queries/${name}/shares`, { as, body });
  expect(answer.status).toBe(201);
  return answer.body as Share;
}
const pathOf = ({ url }: Share) => url.slice(new URL(url).origin.length);
const keyOf = ({ url }: Share) => new URL(url).searchParams.get("share") ?? "";
const open = async (of: Share, more = "", at = 0) => {
  const { status, body } = await fixture.ask("GET", pathOf(of) + more, { at });
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return {
    status,
    text,
    code: (body as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code,
  };
};
const sharesOf = async (name: string, as: AskOptions["as"] = "dung") => {
  const { body } = await fixture.ask("GET", `/saved-queries/${name}/shares`, { as });
  return (body as { shares: Record<string, unknown>[] }).shares;
};

it("let in whoever has them, at every process, and are counted", async () => {
  const name = await save();
  const shared = await share(name, { language: "vi", locale: "vi" });
  expect(shared).toEqual({
    ...{
      url: expect.stringMatching(
        new RegExp(
          `^http://127\\.0\\.0\\.1:\\d+/tables/${name}\\.csv\\?language=vi&locale=vi&share=[\\w-]{32}$`,
        ),
      ),
    },
    ...{
      id: expect.any(String),
      state: "shared",
      format: "csv",
      parameters: {},
      subject: "dung",
      role: "admin",
      uses: 0,
    },
    ...{ createdAt: now.toISOString(), expiresAt: new Date(now.getTime() + 30 * 86_400_000).toISOString() },
    ...{ revokedAt: null, lastUsedAt: null },
  });
  expect((await open(shared)).text).toContain("00004;Ba Đình");
  expect((await open(shared, "&kind=COMMUNE", 1)).text).not.toContain("00004");
  expect((await fixture.ask("HEAD", pathOf(shared))).status).toBe(200);
  const [listed] = await sharesOf(name);
  expect(listed).toMatchObject({ id: shared.id, uses: 2, lastUsedAt: now.toISOString() });
  expect(JSON.stringify(listed)).not.toContain(keyOf(shared));
});

it("run with the scopes that their makers' tokens had", async () => {
  const guarded = '@federation__requiresScopes(scopes: [["read:secrets"]])';
  await fixture.changeSchema((sdl) => sdl.replace("secret: String", `secret: String ${guarded}`));
  const shares = [];
  for (const as of ["khoa", "binh"] as const) {
    const name = await save({ query: "query { wards { code secret } }" }, as);
    shares.push(await share(name, {}, as));
  }
  const opened = await Promise.all(shares.map((each) => open(each)));
  await fixture.changeSchema((sdl) => sdl);
  expect(opened).toMatchObject([
    { status: 200, text: expect.stringContaining("00004") },
    { code: "UNAUTHORIZED_FIELD_OR_TYPE" },
  ]);
});

it("are told nobody: neither in the log nor in the database", async () => {
  const shared = await share(await save());
  texts = "";
  await open(shared);
  const line = await eventually(async () =>
    lines.findLast(({ path }) => String(path).startsWith("/tables/")),
  );
  expect(line).toMatchObject({ subject: "dung", role: "admin", share: shared.id });
  expect(texts).not.toContain(keyOf(shared));
  const client = new Client({ connectionString: fixture.databaseUrl });
  await client.connect();
  const { rows } = await client.query("SELECT row_to_json(query_share)::text AS row FROM query_share");
  await client.end();
  expect(rows.map(({ row }) => row).join()).not.toContain(keyOf(shared));
});

it("run as whoever shared them: his organization's, and the saved query's alone", async () => {
  const name = await save({ visibility: "everyone" });
  const shared = await share(name, {}, "chi");
  await open(shared);
  const line = await eventually(async () => lines.findLast((each) => each.share === shared.id));
  expect(line).toMatchObject({ subject: "chi", role: "editor", organization: "SKHCN" });
  // The key opens nothing else.
  const other = await save();
  const { status } = await fixture.ask("GET", `/tables/${other}.csv?share=${keyOf(shared)}`);
  expect(status).toBe(410);
  expect((await fixture.ask("GET", `/saved-queries/${name}?share=${keyOf(shared)}`)).body).toMatchObject({
    isOwn: false,
  });
});

it("may fix values, which the address cannot set otherwise", async () => {
  const name = await save();
  const shared = await share(name, { parameters: { kind: "COMMUNE" } });
  expect((await open(shared)).text).not.toContain("00004");
  expect(await open(shared, "&kind=WARD")).toMatchObject({ status: 400, code: "BAD_USER_INPUT" });
  const body = { format: "csv", days: 1, parameters: { colour: "red" } };
  const unknown = await fixture.ask("POST", `/saved-queries/${name}/shares`, { as: "dung", body });
  expect(unknown.status).toBe(400);
});

const ended = { status: 410, code: "SHARE_ENDED" };

it("end when their time is over", async () => {
  const shared = await share(await save(), { days: 1 });
  now = new Date(now.getTime() + 86_400_000 - 1);
  expect((await open(shared)).status).toBe(200);
  now = new Date(now.getTime() + 1);
  expect(await open(shared)).toMatchObject(ended);
});

it("end when they are taken back, by their maker or an admin", async () => {
  const name = await save({ visibility: "everyone" });
  const [first, second] = [await share(name, {}, "chi"), await share(name, {}, "chi")];
  const takeBack = ({ id }: Share, as: AskOptions["as"]) =>
    fixture.ask("DELETE", `/saved-queries/${name}/shares/${id}`, { as, at: 1 });
  expect((await takeBack(first, "an")).status).toBe(404);
  expect((await takeBack(first, "chi")).status).toBe(204);
  expect(await open(first)).toMatchObject(ended);
  expect((await open(second)).status).toBe(200);
  expect((await takeBack(second, "dung")).status).toBe(204);
  expect(await open(second)).toMatchObject(ended);
  expect((await sharesOf(name)).map(({ state }) => state)).toEqual(["revoked", "revoked"]);
  expect(await sharesOf(name, "an")).toEqual([]);
});

it("end when what they run is changed or deleted, and not when its title is", async () => {
  const name = await save({}, "chi");
  const shared = await share(name, {}, "chi");
  const put = (version: number, more: object) =>
    fixture.ask("PUT", `/saved-queries/${name}`, {
      as: "chi",
      body: { title: "T", kind: "query", query, version, ...more },
    });
  expect((await put(1, { title: "Another" })).body).toMatchObject({ sharesEnded: 0 });
  expect((await open(shared)).status).toBe(200);
  expect((await put(2, { query: "{ wards { code } }" })).body).toMatchObject({ sharesEnded: 1 });
  expect(await open(shared)).toMatchObject(ended);
  expect((await sharesOf(name, "chi"))[0]).toMatchObject({ state: "changed" });
  await fixture.ask("DELETE", `/saved-queries/${name}`, { as: "chi" });
  expect(await open(shared)).toMatchObject(ended);
});

it("end when what they run is its owner's alone by now", async () => {
  const name = await save({ visibility: "everyone" });
  const [own, others] = [await share(name), await share(name, {}, "chi")];
  const body = { title: "T", kind: "query", query, visibility: "own", version: 1 };
  await fixture.ask("PUT", `/saved-queries/${name}`, { as: "dung", body });
  expect((await open(own)).status).toBe(200);
  expect(await open(others)).toMatchObject(ended);
});

it("end with the token that made them, and with its subject", async () => {
  // Nobody else's: for a moment the next test may still see them revoked.
  const name = await save({ visibility: "everyone" });
  const byToken = await share(name, {}, "em");
  const bySubject = await share(name, {}, "ha");
  await revoke({ tokens: ["token-of-em"] });
  await eventually(async () => ((await open(byToken)).status === 410 ? true : undefined));
  expect((await open(bySubject)).status).toBe(200);
  await revoke({ subjects: { ha: new Date(Date.now() + 60_000).toISOString() } });
  await eventually(async () => ((await open(bySubject)).status === 410 ? true : undefined));
});

it("are charged for themselves: whoever has one takes nothing of its maker's", async () => {
  const name = await save({ visibility: "everyone" }, "binh");
  const shared = await share(name, {}, "binh");
  // Asking by HEAD costs 10 of its 2,000 a minute, and is refused as soon as there are none left.
  const statuses = new Set<number>();
  for (let count = 0; count < 250 && !statuses.has(429); count++)
    statuses.add((await fixture.ask("HEAD", pathOf(shared))).status);
  expect([...statuses]).toEqual([200, 429]);
  expect((await fixture.ask("GET", `/tables/${name}.csv`, { as: "binh" })).status).toBe(200);
});

const bad: [what: string, body: unknown, status: number][] = [
  ["an unknown format", { format: "doc", days: 1 }, 400],
  ["more days than a year has", { format: "csv", days: 367 }, 400],
  ["no days", { format: "csv" }, 400],
  ["a field that there is not", { format: "csv", days: 1, role: "admin" }, 400],
];
it.each(bad)("are not made with %s", async (_, body, status) => {
  const name = await save();
  expect((await fixture.ask("POST", `/saved-queries/${name}/shares`, { as: "dung", body })).status).toBe(
    status,
  );
});

it("are made by those who may read what they run, and are signed in", async () => {
  const name = await save();
  const body = { format: "csv", days: 1 };
  const statuses = [];
  for (const as of ["an", "chi", undefined] as const)
    statuses.push((await fixture.ask("POST", `/saved-queries/${name}/shares`, { as, body })).status);
  expect(statuses).toEqual([404, 404, 401]);
  expect((await fixture.ask("GET", `/tables/${name}.csv?share=${"A".repeat(32)}`)).status).toBe(410);
  expect((await fixture.ask("GET", `/tables/${name}.csv?share=short`)).status).toBe(410);
  expect((await fixture.ask("GET", `/tables/${name}.csv?share=a&share=b`)).status).toBe(400);
});
