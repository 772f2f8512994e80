import { today } from "../../shared/base/clock/calendar-day";
import { systemClock } from "../../shared/base/clock/clock";
import { eventually } from "../../test/support/gateway/gateway-request";
import {
  type RegistryFixture,
  schoolResolvers,
  schoolTypes,
  startRegistryFixture,
  wardResolvers,
  wardTypes,
} from "../../test/support/registry/registry-fixture";

/* Schemas as their owners propose, publish and take them back, over stubs that ship versions of themselves. */

let fixture: RegistryFixture;
beforeEach(async () => {
  fixture = await startRegistryFixture({ gateways: 2 });
}, 30_000);
afterEach(() => fixture.stop());

const board = { name: "city-board", version: "2.1" };
const without = (text: string) => wardTypes.replace(text, "");
/** What the subgraph serves from now on, and its owner publishes. */
const ship = (types: string) => fixture.wards.ship(types, wardResolvers);
/** The owner's request, by another gateway than the one that clients ask. */
const asOwner = (path: string, body: unknown) => fixture.ask("POST", path, { as: "owner", body, at: 1 });
const messageOf = (body: unknown) => (body as { errors: { message: string }[] }).errors[0]?.message;
const codeOf = (body: unknown) =>
  (body as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code;
/** Gateways put down what they have counted when they have a lot of it, now and then, and at the end: here, at a restart. */
const recorded = async () => {
  const [first] = fixture.gateways.splice(0, 1);
  await first?.stop();
  fixture.gateways.unshift(await fixture.startGateway());
};

it("refuses a publication with a breaking change, naming the client that it would break, and serves on", async () => {
  await fixture.query("query Board { wards { name population } }", board);
  await fixture.query("query Board { wards { name population } }", board);
  await recorded();
  const schema = ship(without("population: Int"));
  const { status, body } = await asOwner("/schemas/wards", { schema });
  expect([status, codeOf(body)]).toEqual([409, "ILLEGAL_CHANGE"]);
  expect(messageOf(body)).toMatch(
    /^Expected changes that break nobody\. Ward\.population is gone\. Used by city-board 2\.1 \(Board, 2 times, last at [-\dT:.]+Z\)\. Looked at 30 days; /,
  );
  expect(await fixture.rows("SELECT count(*)::int AS graphs FROM composed_graph")).toEqual([{ graphs: 0 }]);
  const accepted = await asOwner("/schemas/wards", { schema, accept: ["Ward.population"] });
  expect([accepted.status, accepted.body]).toEqual([
    201,
    {
      ...{ subgraph: "wards", version: 2, graph: 1, isUnchanged: false },
      counts: { breaking: 1, dangerous: 0, safe: 0 },
      breaks: [
        {
          ...{ kind: "FIELD_REMOVED", severity: "breaking", coordinate: "Ward.population" },
          ...{ message: "Ward.population is gone.", isUsed: true, isAccepted: true },
          uses: [
            {
              ...{
                source: "recorded",
                client: "city-board",
                clientVersion: "2.1",
                operation: "Board",
                count: 2,
              },
              hash: expect.stringMatching(/^[0-9a-f]{64}$/),
              signature: "query Board { wards { name population } }",
              lastAt: expect.stringMatching(/Z$/),
            },
          ],
        },
      ],
    },
  ]);
  await fixture.untilServed(1);
  expect((await fixture.query("{ wards { population } }")).status).toBe(400);
}, 60_000);

it("checks a schema without publishing it, by what was used of fields, arguments and values", async () => {
  await fixture.query("query Some($f: WardFilter) { wards(filter: $f) { name } }", {
    ...board,
    variables: { f: { kind: "COMMUNE" } },
  });
  await recorded();
  const schema = wardTypes
    .replace("WARD COMMUNE", "WARD TOWN")
    .replace(", first: Int = 10", "")
    .replace('secret: String @deprecated(reason: "Nobody needs it.")', "")
    .replace("city: String", "city: String!");
  const { body } = await asOwner("/schemas/wards/check", {
    schema: `${fixture.wards.sdl.split("\n")[0]}\n${schema}`,
  });
  const { changes, ...report } = body as { changes: Record<string, unknown>[] };
  const day = today(systemClock);
  expect(report).toEqual({
    ...{ subgraph: "wards", verdict: "refused", problems: [], days: 30, recordedSince: day },
    ...{ since: expect.any(String), counts: { breaking: 3, dangerous: 0, safe: 2 } },
    summary: expect.stringMatching(
      /^WardKind\.COMMUNE is gone\. Used by city-board 2\.1 \(Some, 1 times, last at .*\)\.$/,
    ),
  });
  expect(changes.map(({ coordinate, severity, isUsed }) => [coordinate, severity, isUsed])).toEqual([
    ["Query.wards(first:)", "breaking", false],
    ["Ward.secret", "breaking", false],
    ["WardKind.COMMUNE", "breaking", true],
    ["Query.city", "safe", false],
    ["WardKind.TOWN", "safe", false],
  ]);
  const checks = await fixture.rows("SELECT subgraph, verdict, breaking, checked_by FROM schema_check");
  expect(checks).toEqual([{ subgraph: "wards", verdict: "refused", breaking: 3, checked_by: "chi" }]);
}, 60_000);

it("publishes what nobody uses any more, goes back, and retires, in all gateways", async () => {
  const renamed = ship(`${without("population: Int")} extend type Ward { mayor: String }`);
  const published = await asOwner("/schemas/wards", { schema: renamed });
  expect([published.status, published.body]).toMatchObject([201, { version: 2, graph: 1, breaks: [] }]);
  await fixture.untilServed(1);
  for (const at of [0, 1])
    expect((await fixture.query("{ wards { mayor schools } }", {}, at)).body).toEqual({
      data: {
        wards: [
          { mayor: "An", schools: 6 },
          { mayor: "Bình", schools: 6 },
        ],
      },
    });
  const again = await asOwner("/schemas/wards", { schema: renamed });
  expect([again.status, again.body]).toMatchObject([200, { version: 2, graph: 1, isUnchanged: true }]);

  const early = await asOwner("/schemas/wards/rollback", {});
  expect([early.status, codeOf(early.body)]).toEqual([409, "ILLEGAL_CHANGE"]);
  expect(messageOf(early.body)).toMatch(
    /^Expected wards to serve this schema already; it does not: Ward\.population is gone\./,
  );
  ship(wardTypes);
  const back = await asOwner("/schemas/wards/rollback", {});
  expect([back.status, back.body]).toMatchObject([200, { version: 1, graph: 2 }]);
  await fixture.untilServed(2);
  expect((await fixture.query("{ wards { population } }")).status).toBe(200);

  const forbidden = await fixture.ask("DELETE", "/schemas/schools", { as: "owner" });
  expect([forbidden.status, codeOf(forbidden.body)]).toEqual([403, "FORBIDDEN"]);
  await fixture.query("{ schoolCount }", board);
  await recorded();
  const used = await fixture.ask("DELETE", "/schemas/schools", { as: "admin" });
  expect(messageOf(used.body)).toContain("Query.schoolCount is gone. Used by city-board 2.1 (1 times");
  const retired = await fixture.ask("DELETE", "/schemas/schools", {
    as: "admin",
    body: { accept: ["Query.schoolCount", "Ward.schools"] },
  });
  expect([retired.status, retired.body]).toMatchObject([200, { version: null, graph: 3 }]);
  await fixture.untilServed(3);
  expect((await fixture.query("{ schoolCount }")).status).toBe(400);
}, 90_000);

it("takes two publications at once one after the other, and neither loses the other's", async () => {
  const wards = ship(`${wardTypes} extend type Ward { mayor: String }`);
  const schools = fixture.schools.ship(`${schoolTypes} extend type Query { pupils: Int }`, {
    ...schoolResolvers,
    Query: { ...schoolResolvers.Query, pupils: () => 7 },
  });
  const answers = await Promise.all([
    asOwner("/schemas/wards", { schema: wards }),
    fixture.ask("POST", "/schemas/schools", { as: "admin", body: { schema: schools } }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  await fixture.untilServed(2);
  const query = "{ wards { mayor } pupils }";
  expect((await fixture.query(query, {}, 1)).body).toEqual({
    data: { wards: [{ mayor: "An" }, { mayor: "Bình" }], pupils: 7 },
  });
}, 60_000);

it("is what a gateway begins with that was down meanwhile", async () => {
  const schema = ship(`${wardTypes} extend type Ward { mayor: String }`);
  expect((await asOwner("/schemas/wards", { schema })).status).toBe(201);
  const late = await fixture.startGateway();
  fixture.gateways.push(late);
  expect((await fixture.query("{ wards { mayor } }", {}, 2)).status).toBe(200);
}, 60_000);

it("waits for every replica: what none serves yet is not published, and what does not answer is told", async () => {
  const schema = `${fixture.wards.sdl} extend type Ward { mayor: String }`;
  const early = await asOwner("/schemas/wards", { schema });
  expect([early.status, messageOf(early.body)]).toEqual([
    409,
    "Expected wards to serve this schema already; it does not: Ward.mayor is gone. Ship the subgraph first, all of its replicas, then publish.",
  ]);
  fixture.wards.setDown(true);
  const down = await asOwner("/schemas/wards", { schema });
  expect([down.status, codeOf(down.body)]).toEqual([503, "SERVICE_UNAVAILABLE"]);
  fixture.wards.setDown(false);
  await eventually(async () => ((await fixture.query("{ city }")).status === 200 ? true : undefined));
}, 60_000);
