import "../config/environment";
import { type SavedFixture, startSavedFixture } from "../../test/support/gateway/saved-fixture";

/* Saved queries over HTTP: who may do what with whose, and what becomes of them when the schema changes. */

let fixture: SavedFixture;
beforeAll(async () => {
  fixture = await startSavedFixture({ gateways: 2 });
});
afterAll(() => fixture.stop());

const query =
  "query Wards($codes: [ID!], $kind: WardKind = WARD) { wards(codes: $codes, kind: $kind) { code name } }";
const draftOf = (name: string, more: object = {}) => ({
  name,
  title: "Wards",
  kind: "query",
  query,
  ...more,
});
const save = (name: string, more: object = {}) =>
  fixture.ask("POST", "/saved-queries", { as: "an", body: draftOf(name, more) });
const messageOf = ({ body }: { body: unknown }) =>
  (body as { errors: { message: string }[] }).errors[0]?.message;
const codeOf = ({ status, body }: { status: number; body: unknown }) => [
  status,
  (body as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code,
];

it("are kept with the parameters that their variables are, for every process of the gateway", async () => {
  const saved = await save("all-wards", { variables: { codes: ["00004"] }, language: "vi" });
  const expected = {
    ...{ name: "all-wards", title: "Wards", language: "vi", visibility: "own", kind: "query", query },
    variables: { codes: ["00004"] },
    parameters: [
      { name: "codes", type: "[ID!]", default: ["00004"] },
      { name: "kind", type: "WardKind", default: "WARD" },
    ],
    ...{ owner: "an", isOwn: true, mayChange: true, version: 1 },
    ...{ createdAt: expect.any(String), updatedAt: expect.any(String) },
  };
  expect([saved.status, saved.headers.get("location"), saved.body]).toEqual([
    201,
    "/saved-queries/all-wards",
    expected,
  ]);
  const read = await fixture.ask("GET", "/saved-queries/all-wards", { as: "an", at: 1 });
  expect([read.status, read.headers.get("cache-control"), read.body]).toEqual([200, "no-store", expected]);
});

it("may be SQL over tables, with declared parameters", async () => {
  const sql = {
    ...{
      name: "by-kind",
      title: "By kind",
      kind: "sql",
      sql: "SELECT kind, count(*) FROM wards WHERE population > $least",
    },
    tables: { wards: { query: "{ wards { kind population } }" } },
    parameters: [{ name: "least", type: "integer", default: 1000 }],
  };
  const { status, body } = await fixture.ask("POST", "/saved-queries", { as: "an", body: sql });
  expect([status, body]).toEqual([201, expect.objectContaining(sql)]);
});

it("are their owner's and admins', unless they are everyone's", async () => {
  await save("own-one");
  await save("open-one", { visibility: "everyone" });
  const statuses = async (name: string) => {
    const each = [];
    for (const as of ["an", "dung", "binh", "chi", undefined] as const)
      each.push((await fixture.ask("GET", `/saved-queries/${name}`, { as })).status);
    return each;
  };
  expect(await statuses("own-one")).toEqual([200, 200, 404, 404, 404]);
  expect(await statuses("open-one")).toEqual([200, 200, 200, 200, 200]);
  // The public reads no names of persons.
  const { body } = await fixture.ask("GET", "/saved-queries/open-one");
  expect(body).toMatchObject({ owner: null, isOwn: false, mayChange: false });
  const namesFor = async (as?: "an" | "binh") => {
    const listed = await fixture.ask("GET", "/saved-queries", { as });
    const names = (listed.body as { savedQueries: { name: string; owner: string }[] }).savedQueries;
    return names.filter(({ owner }) => owner !== "hanoi-sector-graph").map(({ name }) => name);
  };
  expect(await namesFor("binh")).toEqual(["open-one"]);
  expect(await namesFor()).toEqual(["open-one"]);
  expect(await namesFor("an")).toEqual(expect.arrayContaining(["own-one", "open-one"]));
});

it("are listed page by page", async () => {
  const draft = (name: string) => ({ as: "chi", body: draftOf(name) }) as const;
  for (const name of ["c-1", "c-2", "c-3"]) await fixture.ask("POST", "/saved-queries", draft(name));
  const page = async (search: string) => {
    const { body } = await fixture.ask("GET", `/saved-queries?${search}`, { as: "chi" });
    const { savedQueries, next } = body as { savedQueries: { name: string; isOwn: boolean }[]; next: string };
    return [savedQueries.filter(({ isOwn }) => isOwn).map(({ name }) => name), next];
  };
  expect(await page("after=b&limit=2")).toEqual([["c-1", "c-2"], "c-2"]);
  expect(await page("after=c-2&limit=50")).toEqual([["c-3"], null]);
});

it("are not saved by the public, nor under a name that is taken", async () => {
  const byPublic = await fixture.ask("POST", "/saved-queries", { body: draftOf("of-nobody") });
  expect(codeOf(byPublic)).toEqual([401, "UNAUTHENTICATED"]);
  await save("taken");
  const again = await fixture.ask("POST", "/saved-queries", { as: "binh", body: draftOf("taken"), at: 1 });
  expect(codeOf(again)).toEqual([409, "ALREADY_EXISTS"]);
  // Two at once, of two processes: one of them has it.
  const both = await Promise.all(
    [0, 1].map((at) => fixture.ask("POST", "/saved-queries", { as: "an", body: draftOf("at-once"), at })),
  );
  expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
});

it("change by their version, and by their owner or an admin", async () => {
  await save("changing", { visibility: "everyone" });
  const put = (version: number, as: "an" | "binh" | "dung", more: object = {}) =>
    fixture.ask("PUT", "/saved-queries/changing", { as, body: { ...draftOf("changing", more), version } });
  expect(codeOf(await put(1, "binh"))).toEqual([403, "FORBIDDEN"]);
  const changed = await put(1, "an", { title: "All wards", visibility: "everyone" });
  expect([changed.status, changed.body]).toEqual([
    200,
    expect.objectContaining({ title: "All wards", version: 2, owner: "an", sharesEnded: 0 }),
  ]);
  expect(codeOf(await put(1, "an"))).toEqual([409, "STALE_VERSION"]);
  expect((await put(2, "dung")).body).toMatchObject({ version: 3, owner: "an" });
  const outcomes = await Promise.all([put(3, "an"), put(3, "dung")]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect(codeOf(await fixture.ask("DELETE", "/saved-queries/changing", { as: "binh" }))).toEqual([
    404,
    "NOT_FOUND",
  ]);
  expect((await fixture.ask("DELETE", "/saved-queries/changing", { as: "an" })).status).toBe(204);
  expect(codeOf(await fixture.ask("GET", "/saved-queries/changing", { as: "an" }))).toEqual([
    404,
    "NOT_FOUND",
  ]);
  const gone = await fixture.ask("PUT", "/saved-queries/changing", {
    as: "an",
    body: { ...draftOf("changing"), version: 4 },
  });
  expect(codeOf(gone)).toEqual([404, "NOT_FOUND"]);
});

const unfit: [what: string, more: object, message: string][] = [
  ["a name that is none", { name: "Quá hạn" }, "Expected name to be lower-case letters and digits"],
  ["no title", { title: " " }, "Expected title to be a line of 1 to 200 characters."],
  [
    "a field that there is not",
    { query: "{ wards { colour } }" },
    'Cannot query field "colour" on type "Ward".',
  ],
  ["a text that is no GraphQL", { query: "{ wards {" }, "Syntax Error: Expected Name, found <EOF>."],
  [
    "a mutation",
    { query: "mutation { renameCity }" },
    "Expected a query, which changes nothing; got a mutation.",
  ],
  [
    "two operations",
    { query: "query A { cityName } query B { cityName }" },
    "Expected the query to have one operation, or operationName to say which one; it has A, B.",
  ],
  ["an operation that there is not", { operationName: "C" }, 'Expected the query to have an operation "C"'],
  [
    "a variable that there is not",
    { variables: { code: "1" } },
    'Expected variables of the query ($codes, $kind); got "code".',
  ],
  ["a value of another type", { variables: { kind: "CITY" } }, 'Variable "$kind" got invalid value "CITY"'],
  [
    "a parameter that addresses have already",
    { query: "query($limit: Int) { wards(least: $limit) { code } }" },
    'Expected no parameter "limit"',
  ],
  ["a query without a list", { query: "{ cityName }" }, "Expected a query with a list of objects"],
  ["a list that there is not", { list: "cities" }, 'list: expected one of wards; got "cities".'],
  ["an unknown field of the body", { colour: "red" }, 'Expected no field "colour".'],
  ["a NUL", { query: "{ wards { code } } # \0" }, "Expected query to be a query in GraphQL"],
];
it.each(unfit)("are refused with %s", async (_, more, message) => {
  const answer = await fixture.ask("POST", "/saved-queries", { as: "an", body: draftOf("unfit", more) });
  expect([answer.status, messageOf(answer)]).toEqual([400, expect.stringContaining(message)]);
});

it("that ship with the project are everyone's, and cannot be changed or taken", async () => {
  const { body } = await fixture.ask("GET", "/saved-queries");
  const [first] = (body as { savedQueries: { name: string; owner: string }[] }).savedQueries;
  expect(first).toMatchObject({ owner: "hanoi-sector-graph", visibility: "everyone", mayChange: false });
  const name = first?.name ?? "";
  expect(codeOf(await save(name))).toEqual([409, "ALREADY_EXISTS"]);
  const changed = await fixture.ask("PUT", `/saved-queries/${name}`, {
    as: "dung",
    body: { ...draftOf(name), version: 1 },
  });
  expect(codeOf(changed)).toEqual([403, "FORBIDDEN"]);
});

it("say what a new schema has taken from them and changed, and since when", async () => {
  await save("will-break", { query: "{ wards { code secret } }" });
  await save("will-differ", { query: "{ wards { code population } }" });
  await save("will-last", { query: "{ wards { code } }" });
  const problemsOf = async (name: string) => {
    const { body } = await fixture.ask("GET", `/saved-queries/${name}`, { as: "an" });
    return (body as { schemaProblems?: { since?: string }[] }).schemaProblems;
  };
  expect(await problemsOf("will-break")).toBeUndefined();
  const original = fixture.wards.sdl;
  await fixture.changeSchema((sdl) =>
    sdl.replace(" secret: String", "").replace("population: Int", "population: String"),
  );
  const since = expect.stringMatching(/^20\d\d-/);
  const [gone] = (await problemsOf("will-break")) ?? [];
  expect(gone).toEqual({ coordinate: "Ward.secret", message: "Ward.secret is gone.", breaks: true, since });
  expect(await problemsOf("will-differ")).toEqual([
    {
      coordinate: "Ward.population",
      message: "Ward.population was Int, and is String.",
      breaks: false,
      since,
    },
  ]);
  expect(await problemsOf("will-last")).toBeUndefined();
  // The instant stays when it is read again, by whomever.
  const again = await fixture.ask("GET", "/saved-queries", { as: "dung", at: 1 });
  const listed = (again.body as { savedQueries: { name: string; schemaProblems?: unknown[] }[] })
    .savedQueries;
  expect(listed.find(({ name }) => name === "will-break")?.schemaProblems).toEqual([gone]);
  await fixture.changeSchema(() => original);
  expect(await problemsOf("will-break")).toBeUndefined();
});

it("need a database, and say so where there is none", async () => {
  const without = await startSavedFixture({ databaseUrl: "" });
  try {
    const listed = await without.ask("GET", "/saved-queries");
    expect([listed.status, (listed.body as { savedQueries: unknown[] }).savedQueries.length > 0]).toEqual([
      200,
      true,
    ]);
    const saved = await without.ask("POST", "/saved-queries", { as: "an", body: draftOf("one") });
    expect([codeOf(saved), messageOf(saved)]).toEqual([
      [501, "NOT_CONFIGURED"],
      "This gateway has no database of its own, and keeps no saved queries, shares, runs of tables, use of the schema and published schemas.",
    ]);
  } finally {
    await without.stop();
  }
});
