import {
  type RegistryFixture,
  startRegistryFixture,
  wardTypes,
} from "../../test/support/registry/registry-fixture";

/* What is refused of a publication, and that nothing of it but a code and a sentence goes out. */

let fixture: RegistryFixture;
beforeAll(async () => {
  fixture = await startRegistryFixture();
}, 30_000);
afterAll(() => fixture.stop());

const codeOf = (body: unknown) =>
  (body as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code;

it.each([
  ["no token", undefined, {}, 401, "UNAUTHENTICATED"],
  ["an analyst", "analyst", {}, 403, "FORBIDDEN"],
  ["an editor of another organization", "other", { schema: "type Query { a: Int }" }, 403, "FORBIDDEN"],
  ["no schema", "owner", {}, 400, "BAD_USER_INPUT"],
  ["text that is none", "owner", { schema: "}{" }, 400, "BAD_USER_INPUT"],
  ["a query", "owner", { schema: "{ a }" }, 400, "BAD_USER_INPUT"],
  ["a directive of nowhere", "owner", { schema: "type Query { a: Int @nowhere }" }, 400, "BAD_USER_INPUT"],
  ["a type of nowhere", "owner", { schema: "type Query { a: Nowhere }" }, 400, "BAD_USER_INPUT"],
  [
    "an address by its owner",
    "owner",
    { schema: wardTypes, url: "http://127.0.0.1:1/graphql" },
    403,
    "FORBIDDEN",
  ],
  [
    "an address that is none",
    "admin",
    { schema: wardTypes, url: "file:///etc/passwd" },
    400,
    "BAD_USER_INPUT",
  ],
  ["what accepts nothing", "owner", { schema: "SERVED", accept: ["Ward.nmae"] }, 400, "BAD_USER_INPUT"],
  ["more than is known", "owner", { schema: wardTypes, force: true }, 400, "BAD_USER_INPUT"],
] as const)(
  "refuses %s",
  async (_case, as, body, status, code) => {
    const sent = "schema" in body && body.schema === "SERVED" ? { ...body, schema: fixture.wards.sdl } : body;
    const answer = await fixture.ask("POST", "/schemas/wards", { as, body: sent });
    expect([answer.status, codeOf(answer.body)]).toEqual([status, code]);
    expect(JSON.stringify(answer.body)).not.toMatch(/\/work|node_modules|127\.0\.0\.1|SELECT/);
  },
  30_000,
);

it("refuses a schema of more megabytes than are read, and composes one of two", async () => {
  const description = `"${"What it is, at length. ".repeat(80)}"`;
  const types = (count: number) =>
    Array.from({ length: count }, (_, at) => `${description} type Big${at} { a: Int b: String }`).join("\n");
  const huge = await fixture.ask("POST", "/schemas/wards/check", {
    as: "owner",
    body: { schema: "#".repeat(7 * 2 ** 20) },
  });
  expect([huge.status, codeOf(huge.body)]).toEqual([413, "REQUEST_TOO_LARGE"]);
  const large = `${fixture.wards.sdl}\n${types(1_200)}`;
  expect(large.length).toBeGreaterThan(2 * 2 ** 20);
  const { status, body } = await fixture.ask("POST", "/schemas/wards/check", {
    as: "owner",
    body: { schema: large },
  });
  expect([status, body]).toMatchObject([200, { verdict: "passed", counts: { breaking: 0, safe: 1_200 } }]);
  expect((body as { changes: unknown[] }).changes.length).toBe(500);
}, 90_000);

it("tells a subgraph that does not compose in a check, and refuses it when it is published", async () => {
  const schema = fixture.wards.sdl.replace("population: Int", "population: Int schools: String");
  const check = await fixture.ask("POST", "/schemas/wards/check", { as: "owner", body: { schema } });
  expect(check.body).toMatchObject({ verdict: "not_composed", changes: [] });
  expect((check.body as { problems: string[] }).problems.join()).toContain("schools");
  const published = await fixture.ask("POST", "/schemas/wards", { as: "owner", body: { schema } });
  expect([published.status, codeOf(published.body)]).toEqual([400, "BAD_USER_INPUT"]);
}, 60_000);

it("refuses what is not there", async () => {
  const answers = [
    await fixture.ask("POST", "/schemas/wards/rollback", { as: "owner", body: { version: 9 } }),
    await fixture.ask("POST", "/schemas/Wards", { as: "admin", body: { schema: "type Query { a: Int }" } }),
    await fixture.ask("POST", "/schemas/theatres", {
      as: "admin",
      body: { schema: "type Query { a: Int }" },
    }),
    await fixture.ask("DELETE", "/schemas/theatres", { as: "admin" }),
    await fixture.ask("POST", "/schemas/wards/check?days=0", {
      as: "owner",
      body: { schema: fixture.wards.sdl },
    }),
    await fixture.ask("GET", "/schemas.json"),
    await fixture.ask("PUT", "/schemas/wards", { as: "owner", body: { owner: "GDDT" } }),
  ];
  expect(answers.map(({ status, body }) => [status, codeOf(body)])).toEqual([
    [404, "NOT_FOUND"],
    [400, "BAD_USER_INPUT"],
    [400, "BAD_USER_INPUT"],
    [404, "NOT_FOUND"],
    [400, "BAD_USER_INPUT"],
    [401, "UNAUTHENTICATED"],
    [403, "FORBIDDEN"],
  ]);
}, 60_000);
