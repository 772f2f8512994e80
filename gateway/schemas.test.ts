import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromRoot } from "../shared/base/project/project-root";
import { token } from "../test/support/gateway/gateway-fixture";
import {
  type RegistryFixture,
  startRegistryFixture,
  wardResolvers,
  wardTypes,
} from "../test/support/registry/registry-fixture";

/* The commands as their users type them: what they print, and how they end. */

let fixture: RegistryFixture;
let folder: string;
beforeAll(async () => {
  fixture = await startRegistryFixture();
  folder = await mkdtemp(join(tmpdir(), "graph-schemas-"));
}, 30_000);
afterAll(async () => {
  await fixture?.stop();
  await rm(folder, { recursive: true });
});

async function run(
  args: string[],
  as: Record<string, unknown> = { role: "editor", org: "SKHCN", sub: "chi" },
) {
  const environment = {
    ...process.env,
    SCHEMA_TOKEN: await token(as),
    GATEWAY_URL: fixture.gateways[0]?.url,
  };
  return new Promise<[number, string]>((resolve) => {
    execFile(
      process.execPath,
      [fromRoot("dist", "gateway", "schemas.js"), ...args],
      { env: environment },
      (error, stdout, stderr) => resolve([Number(error?.code ?? 0), (stdout + stderr).trim()]),
    );
  });
}
const fileOf = async (schema: string) => {
  const file = join(folder, "schema.graphql");
  await writeFile(file, schema);
  return file;
};

it("checks, publishes and takes back, and says by its exit code what came of it", async () => {
  await fixture.query("query Board { wards { name population } }", { name: "city-board", version: "2.1" });
  const [gateway] = fixture.gateways.splice(0, 1);
  await gateway?.stop();
  fixture.gateways.push(await fixture.startGateway());
  const smaller = fixture.wards.ship(wardTypes.replace("population: Int", ""), wardResolvers);
  const file = await fileOf(smaller);
  const [refused, told] = await run(["check", "wards", "--schema", file]);
  expect(refused).toBe(1);
  expect(told.replace(/20\d\d-\d\d-\d\d(T[\d:.]+Z)?/g, "DAY")).toBe(
    `breaking: Ward.population is gone.
  city-board 2.1: Board, 1 times, last at DAY
1 breaking, 0 dangerous, 0 safe changes; looked at 30 days, recorded since DAY.
wards is refused: what breaks is used. Publish it with --accept COORDINATE for each change that is to be made all the same.`,
  );
  const accepting = ["--schema", file, "--accept", "Ward.population"];
  expect((await run(["check", "wards", ...accepting]))[0]).toBe(0);
  expect((await run(["publish", "wards", "--schema", file]))[0]).toBe(1);
  expect(await run(["publish", "wards", ...accepting])).toEqual([
    0,
    "wards is served as version 2, in graph 1.\n  breaks somebody: Ward.population is gone.",
  ]);
  expect(await run(["publish", "wards", "--schema", file])).toEqual([
    0,
    "wards is as it was: version 2, graph 1.",
  ]);
  fixture.wards.ship(wardTypes, wardResolvers);
  expect(await run(["rollback", "wards"])).toEqual([0, "wards is served as version 1, in graph 2."]);
  const json = await run(["check", "wards", "--schema", await fileOf("type Query { a: Nowhere }"), "--json"]);
  expect([json[0], JSON.parse(json[1]).verdict]).toEqual([1, "not_composed"]);
}, 90_000);

it("says who owns a subgraph, and to whom it may not", async () => {
  expect(await run(["own", "schools", "--owner", "GDDT"])).toEqual([
    1,
    "The role admin is needed for saying who owns a subgraph; the token's role is editor.",
  ]);
  expect(await run(["own", "schools", "--owner", "GDDT"], { role: "admin", sub: "dung" })).toEqual([
    0,
    "schools is owned by GDDT.",
  ]);
}, 30_000);

it.each([
  [["check"], /^Expected one of\n {2}check NAME/],
  [["check", "wards"], /^Expected a schema in .*; --schema names another file\.$/],
  [["check", "wards", "--schem", "x"], /Unknown option '--schem'/],
  [
    ["retire", "wards", "--gateway", "http://127.0.0.1:1"],
    /^Expected a gateway at http:\/\/127\.0\.0\.1:1; it cannot be reached\./,
  ],
])(
  "ends with 2 for %j",
  async (args, message) => {
    const [code, told] = await run(args);
    expect([code, told]).toEqual([2, expect.stringMatching(message)]);
  },
  30_000,
);
