import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startDatabaseProxy } from "../../test/support/database/database-proxy";
import { createTestDatabase } from "../../test/support/database/test-cluster";
import { eventually } from "../../test/support/gateway/gateway-request";
import {
  type RegistryFixture,
  startRegistryFixture,
  wardResolvers,
  wardTypes,
} from "../../test/support/registry/registry-fixture";

/* Gateways come to what is published, whatever is down, and whichever version a replica is at. */

const withMayor = `${wardTypes} extend type Ward { mayor: String }`;
const without = wardTypes.replace("population: Int", "");
const messageOf = (body: unknown) => (body as { errors: { message: string }[] }).errors[0]?.message;
let fixture: RegistryFixture | undefined;
afterEach(async () => {
  await fixture?.stop();
  fixture = undefined;
});

it("answers by two versions of a subgraph at once, and takes what only both of them serve", async () => {
  fixture = await startRegistryFixture({ replicas: true });
  const { wards, secondWards, ask, query } = fixture;
  const publish = (schema: string) => ask("POST", "/schemas/wards", { as: "owner", body: { schema } });
  /** As many answers as reach both replicas, all of one kind. */
  const answersOf = async (text: string) => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => query(text)));
    return [...new Set(answers.map(({ status, body }) => JSON.stringify([status, body])))].map((each) =>
      JSON.parse(each),
    );
  };
  const names = [200, { data: { wards: [{ name: "Ba Đình" }, { name: "Ba Vì" }] } }];
  // N is shipped to one replica; N-1 answers beside it.
  const schema = wards.ship(withMayor, wardResolvers);
  expect(await answersOf("{ wards { name } }")).toEqual([names]);
  const early = await publish(schema);
  expect([early.status, messageOf(early.body)]).toEqual([
    409,
    "Expected replica 2 of wards to serve this schema already; it does not: Ward.mayor is gone. Ship the subgraph first, all of its replicas, then publish.",
  ]);
  secondWards.ship(withMayor, wardResolvers);
  expect((await publish(schema)).status).toBe(201);
  await fixture.untilServed(1);
  expect(await answersOf("{ wards { mayor } }")).toEqual([
    [200, { data: { wards: [{ mayor: "An" }, { mayor: "Bình" }] } }],
  ]);
  // What goes is published before it is shipped: replicas may still have it.
  const smaller = `${wards.sdl.split("\n")[0]}\n${without}`;
  expect((await publish(smaller)).status).toBe(201);
  await fixture.untilServed(2);
  wards.ship(without, wardResolvers);
  expect(await answersOf("{ wards { name } }")).toEqual([names]);
}, 60_000);

it("serves on while its database is away, says so to who publishes, and begins with what it has taken", async () => {
  const folder = await mkdtemp(join(tmpdir(), "graph-published-"));
  const proxy = await startDatabaseProxy(await createTestDatabase("gateway"));
  try {
    fixture = await startRegistryFixture({
      databaseUrl: proxy.url,
      publishedFile: join(folder, "published.json"),
    });
    const { wards, ask, query, gateways } = fixture;
    const schema = wards.ship(withMayor, wardResolvers);
    expect((await ask("POST", "/schemas/wards", { as: "owner", body: { schema } })).status).toBe(201);
    await fixture.untilServed(1);
    // It writes what it has taken before it says so.
    proxy.cut();
    const refused = await ask("POST", "/schemas/wards", {
      as: "admin",
      body: { schema: `${schema} extend type Query { b: Int }` },
    });
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([
      503,
      expect.stringContaining("SERVICE_UNAVAILABLE"),
    ]);
    expect((await ask("GET", "/schemas.json", { as: "admin" })).status).toBe(503);
    const mayors = [200, { data: { wards: [{ mayor: "An" }, { mayor: "Bình" }] } }];
    const asked = async () => {
      const { status, body } = await query("{ wards { mayor } }");
      return [status, body];
    };
    expect(await asked()).toEqual(mayors);
    const [gateway] = gateways.splice(0, 1);
    await gateway?.stop();
    gateways.push(await fixture.startGateway());
    expect(await asked()).toEqual(mayors);
    proxy.restore();
    const next = wards.ship(`${withMayor} extend type Query { b: Int }`, wardResolvers);
    await eventually(async () => {
      const { status } = await ask("POST", "/schemas/wards", { as: "owner", body: { schema: next } });
      return status === 201 ? true : undefined;
    });
    await fixture.untilServed(2);
    expect((await query("{ b }")).status).toBe(200);
  } finally {
    await fixture?.stop();
    fixture = undefined;
    await proxy.close();
    await rm(folder, { recursive: true });
  }
}, 90_000);
