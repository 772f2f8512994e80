import "../config/environment";
import { rawRequest } from "../../test/support/gateway/raw-request";
import { type Person, type SavedFixture, startSavedFixture } from "../../test/support/gateway/saved-fixture";

/* Saved queries as files: GET and HEAD of /tables/NAME.FORMAT, with parameters of every kind in the address. */

let fixture: SavedFixture;
beforeAll(async () => {
  fixture = await startSavedFixture({ gateways: 2, config: { TRUSTED_ONLY: new Set(["editor"]) } });
  await save("all-wards", {
    query: `query($month: Month, $codes: [ID!], $kind: WardKind, $least: Int = 0, $filter: WardFilter, $large: Boolean) {
      wards(month: $month, codes: $codes, kind: $kind, least: $least, filter: $filter, large: $large) { code name }
    }`,
    visibility: "everyone",
  });
  await save("needs-kind", {
    query: "query($kind: WardKind!) { wards(kind: $kind) { code } }",
    variables: {},
  });
  await save("secrets", { query: "{ wards { code secret } }" });
});
afterAll(() => fixture.stop());

const save = async (name: string, more: object) => {
  const body = { name, title: "Các phường", kind: "query", ...more };
  const { status } = await fixture.ask("POST", "/saved-queries", { as: "an", body });
  expect(status).toBe(201);
};
const get = (path: string, as?: Person, headers?: Record<string, string>) =>
  fixture.ask("GET", `/tables/${path}`, { as, headers });
/** The codes of the wards of an answer in CSV. */
const codesOf = ({ body }: { body: unknown }) =>
  String(body)
    .replace("\uFEFF", "")
    .trim()
    .split("\r\n")
    .slice(1)
    .map((line) => line.split(",")[0]);
const refusalOf = ({ status, body }: { status: number; body: unknown }) => {
  const [error] = (body as { errors: { message: string; extensions: { code: string } }[] }).errors;
  return [status, error?.extensions.code, error?.message];
};

it("answers everyone with what is everyone's, as a file that no cache keeps", async () => {
  const answer = await get("all-wards.csv", undefined, {
    accept: "text/html,application/xhtml+xml,*/*;q=0.8",
  });
  const { status, headers, body } = answer;
  expect([
    status,
    headers.get("content-type"),
    headers.get("cache-control"),
    headers.get("referrer-policy"),
  ]).toEqual([200, "text/csv; charset=utf-8; header=present", "no-store", "no-referrer"]);
  expect(headers.get("content-disposition")).toBe(
    `attachment; filename="all-wards.csv"; filename*=UTF-8''all-wards.csv`,
  );
  expect(headers.get("x-table-run")).toMatch(/^[0-9a-f-]{36}$/);
  expect(String(body).replace("\uFEFF", "").trim().split("\r\n")).toEqual([
    "Code,Name",
    "00004,Ba Đình",
    "00008,Ngọc Hà",
    "09877,Ba Vì",
  ]);
});

const all = ["00004", "00008", "09877"];
const addresses: [what: string, search: string, codes: string[]][] = [
  ["an enumeration", "kind=COMMUNE", ["09877"]],
  ["a list by repetition", "codes=00004&codes=09877", ["00004", "09877"]],
  ["a list by commas", "codes=00004, 00008", ["00004", "00008"]],
  ["a list of one", "codes=00004", ["00004"]],
  ["a list as JSON", 'codes=["00008"]', ["00008"]],
  ["a number", "least=90000", ["00008"]],
  ["a scalar of the schema's own", "month=2025-10", all],
  ["an input object as JSON", 'filter={"codes":["00004"]}', ["00004"]],
  ["a truth value", "large=true", all],
  ["nothing, where a cell is empty", "kind=&codes=", all],
  ["several of them", "kind=WARD&least=70000", ["00008"]],
];
it.each(addresses)("takes %s from the address", async (_, search, codes) => {
  expect(codesOf(await get(`all-wards.csv?${encodeURI(search)}`))).toEqual(codes);
});

const refused: [what: string, path: string, refusal: unknown[]][] = [
  ["an unknown name", "none.csv", [404, "NOT_FOUND", 'Expected the name of a saved query; "none" is none.']],
  [
    "an unknown format",
    "all-wards.doc",
    [404, "NOT_FOUND", expect.stringContaining("(csv, xlsx, ndjson, json, parquet, arrow)")],
  ],
  [
    "an unknown parameter",
    "all-wards.csv?mnth=2025-10",
    [
      400,
      "BAD_USER_INPUT",
      expect.stringContaining('"mnth" is none (did you mean "month"?): its parameters are month, codes'),
    ],
  ],
  [
    "a number that is none",
    "all-wards.csv?least=many",
    [400, "BAD_USER_INPUT", expect.stringContaining('Expected the parameter "least" to be a number')],
  ],
  [
    "a truth value that is none",
    "all-wards.csv?large=1",
    [400, "BAD_USER_INPUT", expect.stringContaining('"large" to be true or false; got "1"')],
  ],
  [
    "a value twice",
    "all-wards.csv?kind=WARD&kind=COMMUNE",
    [400, "BAD_USER_INPUT", expect.stringContaining('"kind" once; got it 2 times')],
  ],
  [
    "an object that is no JSON",
    "all-wards.csv?filter=x",
    [400, "BAD_USER_INPUT", expect.stringContaining('"filter" to be JSON')],
  ],
  [
    "a value that its type does not have",
    "all-wards.csv?kind=CITY",
    [400, "BAD_USER_INPUT", expect.stringContaining('"CITY"')],
  ],
  [
    "a language that there is not",
    "all-wards.csv?language=fr",
    [400, "BAD_USER_INPUT", expect.stringContaining("language: expected one of vi, en")],
  ],
];
it.each(refused)("refuses %s", async (_, path, refusal) => {
  expect(refusalOf(await get(path, "an"))).toEqual(refusal);
});

it("refuses a page's image, whose answer nobody reads", async () => {
  const head =
    "GET /tables/all-wards.csv HTTP/1.1\r\nhost: graph.test\r\nsec-fetch-mode: no-cors\r\nconnection: close\r\n\r\n";
  expect(await rawRequest(fixture.gateways[0]?.url ?? "", head)).toMatch(
    /^HTTP\/1\.1 400 [\s\S]*Sec-Fetch-Mode: no-cors/,
  );
});

it("wants the parameters that have no value of their own", async () => {
  expect(refusalOf(await get("needs-kind.csv", "an"))).toEqual([
    400,
    "BAD_USER_INPUT",
    'Expected the parameter "kind" (WardKind!) in the address: ?kind=…',
  ]);
  expect(codesOf(await get("needs-kind.csv?kind=WARD", "an"))).toEqual(["00004", "00008"]);
});

it("runs what is somebody's own for him alone, with his rights", async () => {
  expect((await get("secrets.csv", "an")).status).toBe(200);
  expect(refusalOf(await get("secrets.csv", "binh"))[0]).toBe(404);
  expect(refusalOf(await get("secrets.csv"))[0]).toBe(404);
  const expired = await get("all-wards.csv", undefined, { authorization: "Bearer x.y.z" });
  expect(refusalOf(expired)[1]).toBe("UNAUTHENTICATED");
  // A role that may ask for trusted documents alone gets those that the project ships, at most.
  expect(refusalOf(await get("all-wards.csv", "chi"))[1]).toBe("DOCUMENT_NOT_TRUSTED");
});

it("tells by HEAD what there would be, and asks no subgraph", async () => {
  const before = fixture.wards.requests.length;
  const { status, headers, body } = await fixture.ask("HEAD", "/tables/all-wards.xlsx?kind=WARD");
  expect([
    status,
    body,
    headers.get("content-type"),
    headers.get("content-length"),
    headers.get("accept-ranges"),
  ]).toEqual([200, "", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", null, "none"]);
  expect((await fixture.ask("HEAD", "/tables/none.csv")).status).toBe(404);
  expect(fixture.wards.requests).toHaveLength(before);
  const { status: options } = await fixture.ask("OPTIONS", "/tables/all-wards.csv");
  expect(options).toBe(204);
});

it("gives the same answer from every process, and refuses what changes something", async () => {
  expect(codesOf(await fixture.ask("GET", "/tables/all-wards.csv?kind=WARD", { at: 1 }))).toEqual([
    "00004",
    "00008",
  ]);
  const posted = await fixture.ask("PUT", "/tables/all-wards.csv", { as: "an", body: {} });
  expect([posted.status, posted.headers.get("allow")]).toEqual([405, "GET"]);
});

it("names what a new schema has taken, and answers nothing in its place", async () => {
  await save("goes", { query: "{ wards { code secret } }" });
  const original = fixture.wards.sdl;
  await fixture.changeSchema((sdl) =>
    sdl.replace(" secret: String", "").replace("population: Int", "population: String"),
  );
  try {
    const [status, code, message] = refusalOf(await get("goes.csv", "an"));
    expect([status, code]).toEqual([400, "GRAPHQL_VALIDATION_FAILED"]);
    expect(message).toMatch(
      /^The saved query "goes" does not fit the schema any more \(seen first on 20\d\d-\d\d-\d\d\): Ward.secret is gone\. Its owner has to change it\.$/,
    );
  } finally {
    await fixture.changeSchema(() => original);
  }
  expect((await get("goes.csv", "an")).status).toBe(200);
});

it("runs SQL over tables, with parameters for both", async () => {
  const body = {
    ...{ name: "by-kind", title: "Theo loại", kind: "sql", visibility: "everyone" },
    tables: { wards: { query: "query($least: Int) { wards(least: $least) { code kind population } }" } },
    sql: "SELECT kind, count(*) AS wards FROM wards WHERE code <> $without GROUP BY ALL ORDER BY ALL",
    parameters: [
      { name: "without", type: "text", default: "" },
      { name: "least", type: "integer" },
    ],
  };
  expect((await fixture.ask("POST", "/saved-queries", { as: "an", body })).status).toBe(201);
  const rowsOf = async (search: string) =>
    String((await get(`by-kind.csv?${search}`, "an")).body)
      .trim()
      .split("\r\n")
      .slice(1);
  expect(await rowsOf("least=0")).toEqual(["COMMUNE,1", "WARD,2"]);
  expect(await rowsOf("least=70000")).toEqual(["WARD,1"]);
  expect(await rowsOf("least=0&without=00004")).toEqual(["COMMUNE,1", "WARD,1"]);
  expect(refusalOf(await get("by-kind.csv", "an"))[2]).toBe(
    'Expected the parameter "least" (integer) in the address: ?least=…',
  );
  // SQL is for whoever has a token.
  expect(refusalOf(await get("by-kind.csv?least=0"))[1]).toBe("UNAUTHENTICATED");
});
